//! Small symmetric matrices: inverse Hessians of a handful of parameters.

/// A square matrix by rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub(crate) fn diagonal(size: usize, value: f64) -> Self {
        let mut matrix = Self { size, cells: vec![0.0; size * size] };
        (0..size).for_each(|i| matrix.set(i, i, value));
        matrix
    }

    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] = value;
    }

    pub(crate) fn scaled(&self, factor: f64) -> Self {
        Self { size: self.size, cells: self.cells.iter().map(|cell| cell * factor).collect() }
    }

    /// The mean of the matrix and its transpose.
    pub(crate) fn symmetric(&self) -> Self {
        let mut mean = self.clone();
        for i in 0..self.size {
            for j in 0..self.size {
                mean.set(i, j, 0.5 * (self.at(i, j) + self.at(j, i)));
            }
        }
        mean
    }

    pub(crate) fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.cells.chunks_exact(self.size).map(|row| dot(row, vector)).collect()
    }

    /// The inverse of a symmetric positive definite matrix, by Cholesky's factor.
    ///
    /// # Errors
    ///
    /// The index at which the matrix turns out not to be positive definite.
    pub(crate) fn inverse(&self) -> Result<Self, usize> {
        let factor = self.cholesky()?;
        let mut inverse = Self::diagonal(self.size, 0.0);
        for column in 0..self.size {
            let mut solution = vec![0.0; self.size];
            for i in 0..self.size {
                let known: f64 = (0..i).map(|j| factor.at(i, j) * solution[j]).sum();
                let unit = if i == column { 1.0 } else { 0.0 };
                solution[i] = (unit - known) / factor.at(i, i);
            }
            for i in (0..self.size).rev() {
                let known: f64 = (i + 1..self.size).map(|j| factor.at(j, i) * solution[j]).sum();
                solution[i] = (solution[i] - known) / factor.at(i, i);
            }
            for (row, &value) in solution.iter().enumerate() {
                inverse.set(row, column, value);
            }
        }
        Ok(inverse.symmetric())
    }

    /// The lower triangular factor. A pivot that is lost in rounding counts as zero.
    fn cholesky(&self) -> Result<Self, usize> {
        const ROUNDING: f64 = 1e-11;
        let mut factor = Self::diagonal(self.size, 0.0);
        for i in 0..self.size {
            for j in 0..=i {
                let known: f64 = (0..j).map(|m| factor.at(i, m) * factor.at(j, m)).sum();
                let rest = self.at(i, j) - known;
                if i != j {
                    factor.set(i, j, rest / factor.at(j, j));
                } else if rest > ROUNDING * self.at(i, i) && rest.is_finite() {
                    factor.set(i, i, rest.sqrt());
                } else {
                    return Err(i);
                }
            }
        }
        Ok(factor)
    }
}

pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod correctness {
    use super::*;

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let mut matrix = Matrix::diagonal(3, 4.0);
        for (i, j, value) in [(0, 1, 1.0), (0, 2, -2.0), (1, 2, 0.5)] {
            matrix.set(i, j, value);
            matrix.set(j, i, value);
        }
        let inverse = matrix.inverse().expect("it is positive definite");
        for i in 0..3 {
            let unit: Vec<f64> = (0..3).map(|j| f64::from(u8::from(i == j))).collect();
            let back = matrix.times(&inverse.times(&unit));
            assert!(back.iter().zip(&unit).all(|(a, b)| (a - b).abs() < 1e-14), "{back:?}");
        }
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_names_its_row() {
        let mut matrix = Matrix::diagonal(2, 1.0);
        matrix.set(0, 1, 1.0);
        matrix.set(1, 0, 1.0);
        assert_eq!(matrix.inverse(), Err(1));
    }
}
