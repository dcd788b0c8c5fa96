//! Who may change whose account, and what a link to a password is worth.

mod site;

use axum::http::StatusCode;
use domain::permission::Role;
use site::Site;
use site::common::Engine;

#[test]
fn nobody_gives_what_they_have_not() {
    let mut site = Site::open(Engine::sqlite());
    let manager = site.join(Role::Branch);
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    let catalog = store::catalog::Catalog::load(&mut site.house.connection, known).expect("a catalog");
    let own = site.person(Role::Branch).branch_id;
    let find = |is_own: bool| {
        let staff = catalog.staff.iter().find(|staff| (staff.branch_id == own) == is_own);
        staff.expect("a staff member").id.to_string()
    };
    let (own, other) = (find(true), find(false));
    let cases = [
        (&own, "", StatusCode::OK),
        (&own, "yes", StatusCode::UNPROCESSABLE_ENTITY),
        (&other, "", StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (number, (staff, contacts, status)) in cases.into_iter().enumerate() {
        let login = format!("new{number}");
        let form = [
            ("login", login.as_str()),
            ("name", "New"),
            ("role", "staff"),
            ("staff_id", staff),
            ("sees_contacts", contacts),
            ("language", "en"),
        ];
        assert_eq!(site.post("/people", Some(&manager), &form).status, status, "case {number}");
    }
}

#[test]
fn a_manager_leaves_the_people_of_other_places_alone() {
    let mut site = Site::open(Engine::sqlite());
    let (owner, manager) = (site.join(Role::Owner), site.join(Role::Branch));
    let own = site.person(Role::Branch).branch_id;
    let known = store::change::find_latest(&mut site.house.connection).expect("a change");
    let catalog = store::catalog::Catalog::load(&mut site.house.connection, known).expect("a catalog");
    for (login, is_own) in [("near", true), ("far", false)] {
        let staff = catalog.staff.iter().find(|staff| (staff.branch_id == own) == is_own);
        let staff = staff.expect("a staff member");
        let heir = catalog
            .staff
            .iter()
            .find(|one| one.branch_id == staff.branch_id && one.id != staff.id && one.left_on.is_none());
        let heir = heir.expect("a colleague").code.clone();
        let staff_id = staff.id.to_string();
        let form =
            [("login", login), ("name", "N"), ("role", "staff"), ("staff_id", &staff_id), ("language", "en")];
        assert_eq!(site.post("/people", Some(&owner), &form).status, StatusCode::OK);
        let account = store::account::find_by_login(&mut site.house.connection, login).expect("an answer");
        let path = format!("/people/{}", account.expect("an account").id);
        let renamed = [("login", "mine"), form[1], form[2], form[3], form[4]];
        let heir = [("to", heir.as_str())];
        let posts: [(&str, &[(&str, &str)]); 5] =
            [("/invite", &[]), ("/hand-over", &heir), ("/end", &[]), ("/take-up", &[]), ("", &renamed)];
        assert_eq!(site.get(&path, Some(&manager)).status.is_success(), is_own, "{login}");
        for (act, form) in posts {
            let answer = site.post(&format!("{path}{act}"), Some(&manager), form);
            let is_done = answer.status.is_success() || answer.status == StatusCode::SEE_OTHER;
            assert_eq!(is_done, is_own, "{login}{act}: {}", answer.body);
        }
    }
}

#[test]
fn a_link_made_for_another_name_chooses_no_password() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    let form = [("login", "mistyped"), ("name", "Ann"), ("role", "analyst"), ("language", "en")];
    let answer = site.post("/people", Some(&owner), &form);
    let link = answer.body.split("/invitation/").nth(1).and_then(|rest| rest.split('<').next());
    let link = format!("/invitation/{}", link.expect("an invitation"));
    let account = store::account::find_by_login(&mut site.house.connection, "mistyped").expect("an answer");
    let path = format!("/people/{}", account.expect("an account").id);
    let same = [("login", "mistyped"), ("name", "Anna"), ("role", "analyst"), ("language", "nl")];
    assert_eq!(site.post(&path, Some(&owner), &same).status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(&link, None).status, StatusCode::OK, "her name and language do not matter");
    let mended = [("login", "ann"), ("name", "Anna"), ("role", "analyst"), ("language", "nl")];
    assert_eq!(site.post(&path, Some(&owner), &mended).status, StatusCode::SEE_OTHER);
    let chosen = [("password", site::PASSWORD), ("again", site::PASSWORD)];
    assert_eq!(site.post(&link, None, &chosen).status, StatusCode::NOT_FOUND);
}

#[test]
fn blanks_before_a_name_are_no_other_name_to_guess_at() {
    let mut site = Site::open(Engine::sqlite());
    site.join(Role::Owner);
    let statuses: Vec<StatusCode> = (0..12)
        .map(|blanks| {
            let login = format!("{}owner", " ".repeat(190 + blanks));
            site.post("/sign-in", None, &[("login", &login), ("password", "wrong")]).status
        })
        .collect();
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
}
