//! The page of the model: who can have it fitted, what clients' pages, lists and the API say from then on.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use site::Site;
use site::common::engines;
use store::token::TokenScope;

#[test]
fn the_owner_has_a_model_fitted_and_pages_foretell() {
    for engine in engines() {
        let mut site = Site::open(engine);
        site.score_today();
        let (owner, branch) = (site.join(Role::Owner), site.join(Role::Analyst));
        let page = site.get("/clients/3", Some(&owner));
        assert!(page.body.contains("No model yet"), "{}", page.body);
        let report = site.get("/reports/model", Some(&owner));
        assert!(report.body.contains("action=\"/reports/model/fit\""), "{}", report.body);
        let seen = site.get("/reports/model", Some(&branch));
        assert!(seen.status == StatusCode::OK && !seen.body.contains("/reports/model/fit"), "{}", seen.body);
        assert_eq!(site.post("/reports/model/fit", Some(&branch), &[]).status, StatusCode::FORBIDDEN);
        let fitted = site.post("/reports/model/fit", Some(&owner), &[]);
        assert_eq!((fitted.status, fitted.location.as_str()), (StatusCode::SEE_OTHER, "/reports/model"));
        assert!(site.get("/reports/model", Some(&owner)).body.contains("MBG/CNBD-"));
        assert_eq!(site.get("/reports/model/csv?table=repeats", Some(&owner)).status, StatusCode::OK);
        let page = site.get("/clients/3", Some(&owner));
        assert!(!page.body.contains("No model yet") && page.body.contains("/definitions/p_alive"));
        let (_, token) = site.token(Role::Owner, &[TokenScope::Read], 1);
        let card = site.call("GET", "/api/v1/clients/3/card", &token, &[], "").json();
        assert!(card["forecast"]["p_alive"].is_number(), "{card}");
        let values: Vec<i64> = site
            .call("GET", "/api/v1/clients?sort=expected_value&limit=50", &token, &[], "")
            .json()["clients"]
            .as_array()
            .expect("clients")
            .iter()
            .map(|client| client["card"]["value_year_minor"].as_i64().unwrap_or(i64::MIN))
            .collect();
        assert!(values.len() == 50 && values.is_sorted_by(|one, next| one >= next), "{values:?}");
        let shown = site.get("/clients?sort=expected_value", Some(&owner));
        assert!(shown.body.contains("Expected, next 12 months"), "{}", shown.body);
        let log = site.get("/activity", Some(&owner));
        assert!(log.body.contains("fitted a model"), "{}", log.body);
    }
}
