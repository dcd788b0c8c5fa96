//! Gauss and Legendre's rules on (0, 1).

/// Sixteen nodes with their weights.
pub(crate) const NODES: [(f64, f64); 16] = [
    (0.005299532504175033, 0.013576229705877048),
    (0.02771248846338371, 0.031126761969323947),
    (0.06718439880608412, 0.04757925584124639),
    (0.12229779582249849, 0.06231448562776694),
    (0.19106187779867811, 0.07479799440828837),
    (0.2709916111713863, 0.08457825969750127),
    (0.35919822461037054, 0.09130170752246179),
    (0.4524937450811813, 0.09472530522753425),
    (0.5475062549188188, 0.09472530522753425),
    (0.6408017753896295, 0.09130170752246179),
    (0.7290083888286137, 0.08457825969750127),
    (0.8089381222013219, 0.07479799440828837),
    (0.8777022041775016, 0.06231448562776694),
    (0.9328156011939158, 0.04757925584124639),
    (0.9722875115366163, 0.031126761969323947),
    (0.994700467495825, 0.013576229705877048),
];

/// Eight nodes with their weights.
pub(crate) const FEW_NODES: [(f64, f64); 8] = [
    (0.019855071751231884, 0.05061426814518813),
    (0.10166676129318664, 0.11119051722668724),
    (0.2372337950418355, 0.15685332293894363),
    (0.4082826787521751, 0.181341891689181),
    (0.591717321247825, 0.181341891689181),
    (0.7627662049581645, 0.15685332293894363),
    (0.8983332387068134, 0.11119051722668724),
    (0.9801449282487681, 0.05061426814518813),
];

/// The integral of `f` from 0 to `end`, in so many panels of sixteen nodes.
pub(crate) fn integral(end: f64, panels: u32, f: impl Fn(f64) -> f64) -> f64 {
    let length = end / f64::from(panels);
    let panel = |i: u32| {
        let begin = f64::from(i) * length;
        NODES.iter().map(|(node, weight)| weight * f(begin + length * node)).sum::<f64>()
    };
    (0..panels).map(panel).sum::<f64>() * length
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn rules_are_exact_for_polynomials_up_to_their_degree() {
        let moment =
            |rule: &[(f64, f64)], power: i32| rule.iter().map(|(x, w)| w * x.powi(power)).sum::<f64>();
        for power in 0..32 {
            assert!((moment(&NODES, power) * f64::from(power + 1) - 1.0).abs() < 1e-14, "{power}");
        }
        for power in 0..16 {
            assert!((moment(&FEW_NODES, power) * f64::from(power + 1) - 1.0).abs() < 1e-14, "{power}");
        }
    }

    #[test]
    fn panels_cover_the_range() {
        assert!((integral(40.0, 4, |x| (-x).exp()) - 1.0).abs() < 1e-14);
    }
}
