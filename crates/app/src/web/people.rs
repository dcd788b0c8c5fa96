//! People: who may sign in, as what; inviting, changing, ending.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::permission::{Role, may_manage};
use domain::said;
use domain::said::Said;
use locale::Language;
use serde::Deserialize;
use store::Connection;
use store::account::{self, Account, Person};
use store::catalog::Staff;

use super::app::App;
use super::error::{WebError, WebResult};
use super::mailing::post;
use super::page::{Page, go_to, render, render_status};
use crate::error::{Error, Kind, Result};
use crate::letter::Letter;
use crate::translation::tell;
use crate::view::View;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    page: Page,
    rows: Vec<Row>,
    form: PersonForm,
    choices: Choices,
    fault: Option<String>,
}

struct Row {
    id: i64,
    name: String,
    login: String,
    role: &'static str,
    place: String,
    state: &'static str,
    may_change: bool,
}

/// What a form offers to choose from.
struct Choices {
    roles: Vec<&'static str>,
    staff: Vec<(i64, String)>,
    branches: Vec<(i64, String)>,
    regions: Vec<(i64, String)>,
    languages: [Language; 3],
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    page: Page,
    id: i64,
    name: String,
    is_disabled: bool,
    is_self: bool,
    has_password: bool,
    form: PersonForm,
    choices: Choices,
    link: Option<Link>,
    /// Clients who could be handed over.
    clients: i64,
    /// Colleagues who could take them: code and name.
    colleagues: Vec<(String, String)>,
    fault: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PersonForm {
    login: String,
    name: String,
    role: String,
    staff_id: String,
    branch_id: String,
    region_id: String,
    sees_contacts: String,
    language: String,
}

impl PersonForm {
    fn of(account: &Account) -> PersonForm {
        let person = &account.person;
        let id = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
        PersonForm {
            login: person.login.clone(),
            name: person.name.clone(),
            role: person.role.name().to_owned(),
            staff_id: id(person.staff_id),
            branch_id: id(person.branch_id),
            region_id: id(person.region_id),
            sees_contacts: if person.sees_contacts { "yes".to_owned() } else { String::new() },
            language: person.language.clone(),
        }
    }

    fn to_person(&self) -> Result<Person> {
        let role =
            Role::from_name(&self.role).ok_or_else(|| Error::new(Kind::Input, said!("choose a role")))?;
        let id = |text: &str| text.parse::<i64>().ok();
        let language = Language::from_code(&self.language).unwrap_or(Language::En);
        Ok(Person {
            login: self.login.clone(),
            name: self.name.trim().to_owned(),
            role,
            staff_id: id(&self.staff_id),
            branch_id: id(&self.branch_id),
            region_id: id(&self.region_id),
            sees_contacts: !self.sees_contacts.is_empty(),
            language: language.code().to_owned(),
        })
    }
}

/// `GET /people`.
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> WebResult {
    let held = app.clone();
    let template = app.read(move |connection| people_page(&held, connection, &viewer, None)).await?;
    render(&template)
}

fn people_page(
    app: &App,
    connection: &mut Connection,
    viewer: &Viewer,
    refused: Option<(PersonForm, Said)>,
) -> Result<PeoplePage> {
    let frame = app.frame(connection)?;
    let choices = choices(connection, viewer, &frame)?;
    let accounts = account::list(connection)?;
    let region = own_region(connection, viewer)?;
    let place = |person: &Person| {
        let find = |list: &[(i64, String)], id: Option<i64>| {
            list.iter().find(|(own, _)| Some(*own) == id).map(|(_, name)| name.clone()).unwrap_or_default()
        };
        match person.role {
            Role::Staff => find(&choices.staff, person.staff_id),
            Role::Branch => find(&choices.branches, person.branch_id),
            Role::Region => find(&choices.regions, person.region_id),
            _ => String::new(),
        }
    };
    let row = |account: &Account| Row {
        id: account.id,
        name: account.person.name.clone(),
        login: account.person.login.clone(),
        role: account.person.role.name(),
        place: place(&account.person),
        state: match (account.is_disabled, &account.password_hash) {
            (true, _) => "ended",
            (false, None) => "invited",
            (false, Some(_)) => "active",
        },
        may_change: may_manage(viewer.account.person.role, account.person.role)
            && is_own_place(viewer, &frame, region.as_deref(), &account.person),
    };
    let rows = accounts.iter().map(row).collect();
    let (form, fault) = match refused {
        Some((form, fault)) => (form, Some(tell(viewer.language(), &fault))),
        None => {
            (PersonForm { language: viewer.account.person.language.clone(), ..PersonForm::default() }, None)
        }
    };
    Ok(PeoplePage { page: Page::new(viewer, "/people"), rows, form, choices, fault })
}

fn choices(connection: &mut Connection, viewer: &Viewer, frame: &View) -> Result<Choices> {
    let own = viewer.account.person.role;
    Ok(Choices {
        roles: Role::ALL.into_iter().filter(|role| may_manage(own, *role)).map(Role::name).collect(),
        staff: frame.catalog.staff.iter().map(|staff| (staff.id, staff.name.clone())).collect(),
        branches: frame.catalog.branches.iter().map(|branch| (branch.id, branch.name.clone())).collect(),
        regions: store::catalog::list_regions(connection)?,
        languages: Language::ALL,
    })
}

/// `POST /people`: makes an account and shows its invitation.
pub(super) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<PersonForm>,
) -> WebResult {
    let (held, asking, sent) = (app.clone(), viewer.clone(), form.clone());
    let made = app
        .write(move |connection| {
            let person = sent.to_person()?;
            check_manages_role(&asking, person.role)?;
            let frame = held.frame(connection)?;
            check_gives(connection, &asking, &frame, &person, None)?;
            let id = account::create(connection, &person, held.now())?;
            Ok((id, make_link(&held, connection, id)?))
        })
        .await;
    match made {
        Ok((id, link)) => {
            app.note(&viewer, "invited", None, form.login).await;
            show_person(&app, viewer, id, Some(link), None, None).await
        }
        Err(error) if matches!(error.kind, Kind::Input | Kind::NotFound | Kind::State) => {
            let held = app.clone();
            let refused = Some((form, error.message));
            let template =
                app.read(move |connection| people_page(&held, connection, &viewer, refused)).await?;
            Ok(render_status(StatusCode::UNPROCESSABLE_ENTITY, &template))
        }
        Err(error) => Err(error.into()),
    }
}

/// A link by which an account's password is chosen.
struct Link {
    url: String,
    /// Was it mailed to whom it is for?
    is_mailed: bool,
}

/// Makes a link, and mails it where that is possible.
fn make_link(app: &App, connection: &mut Connection, id: i64) -> Result<Link> {
    let account = account::find(connection, id)?;
    let url = app.link_to(&super::invite(connection, id, app.now())?);
    let letter = match account.password_hash {
        None => Letter::Invitation(url.clone()),
        Some(_) => Letter::Anew(url.clone()),
    };
    let is_mailed = post(app, connection, &account.person, &letter)?;
    Ok(Link { url, is_mailed })
}

/// Fails unless the viewer manages those of a role.
fn check_manages_role(viewer: &Viewer, role: Role) -> Result<()> {
    if may_manage(viewer.account.person.role, role) { Ok(()) } else { Err(not_theirs()) }
}

/// Fails unless the viewer manages a person: one of a role and a place that they answer for.
fn check_manages(connection: &mut Connection, viewer: &Viewer, frame: &View, person: &Person) -> Result<()> {
    let manages = may_manage(viewer.account.person.role, person.role)
        && is_own_place(viewer, frame, own_region(connection, viewer)?.as_deref(), person);
    if manages { Ok(()) } else { Err(not_theirs()) }
}

fn not_theirs() -> Error {
    Error::new(Kind::NotFound, said!("this account is not yours to change"))
}

/// Nobody gives what they have not: contact details, or the clients of a place that is not theirs.
/// Contact details that the account had before it may keep.
fn check_gives(
    connection: &mut Connection,
    viewer: &Viewer,
    frame: &View,
    person: &Person,
    former: Option<&Person>,
) -> Result<()> {
    let refuse = |said| Err(Error::new(Kind::Input, said));
    let sees_contacts =
        viewer.account.person.sees_contacts || former.is_some_and(|former| former.sees_contacts);
    if person.sees_contacts && !sees_contacts {
        return refuse(said!("you do not see contact details yourself, so you cannot let others see them"));
    }
    if is_own_place(viewer, frame, own_region(connection, viewer)?.as_deref(), person) {
        return Ok(());
    }
    refuse(said!("this place is not one that you answer for: ask the owner"))
}

/// The name of the region that a viewer manages, if it is one.
fn own_region(connection: &mut Connection, viewer: &Viewer) -> Result<Option<String>> {
    let Some(id) = viewer.account.person.region_id else { return Ok(None) };
    let regions = store::catalog::list_regions(connection)?;
    Ok(regions.into_iter().find(|(other, _)| *other == id).map(|(_, name)| name))
}

/// Is the place of a person one that the viewer answers for?
fn is_own_place(viewer: &Viewer, frame: &View, own_region: Option<&str>, person: &Person) -> bool {
    let staff = frame.catalog.staff.iter().find(|staff| Some(staff.id) == person.staff_id);
    let branch_id = match person.role {
        Role::Staff => staff.and_then(|staff| staff.branch_id),
        _ => person.branch_id,
    };
    let branch = frame.catalog.branches.iter().find(|branch| Some(branch.id) == branch_id);
    let own = &viewer.account.person;
    match own.role {
        Role::Region => {
            branch.is_some_and(|branch| own_region.is_some() && branch.region.as_deref() == own_region)
        }
        Role::Branch => branch.is_some_and(|branch| Some(branch.id) == own.branch_id),
        _ => true,
    }
}

/// `GET /people/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Query(done): Query<Done>,
) -> WebResult {
    show_person(&app, viewer, id, None, None, done.handed_over).await
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    /// Clients who were handed over.
    handed_over: Option<i64>,
}

async fn show_person(
    app: &App,
    viewer: Viewer,
    id: i64,
    link: Option<Link>,
    refused: Option<(PersonForm, Said)>,
    handed_over: Option<i64>,
) -> WebResult {
    let held = app.clone();
    let template = app
        .read(move |connection| {
            let account = account::find(connection, id)?;
            let frame = held.frame(connection)?;
            check_manages(connection, &viewer, &frame, &account.person)?;
            let (form, fault) = match refused {
                Some((form, fault)) => (form, Some(tell(viewer.language(), &fault))),
                None => (PersonForm::of(&account), None),
            };
            let own = account.person.staff_id;
            let clients = match own {
                Some(staff_id) => store::hand_over::list_clients(connection, staff_id)?.len(),
                None => 0,
            };
            let is_there = |staff: &&Staff| Some(staff.id) != own && !staff.has_left(frame.as_of);
            let colleagues = frame.catalog.staff.iter().filter(is_there);
            let mut page = Page::new(&viewer, "/people");
            page.notice = handed_over.map(|count| page.t1("clients-handed-over", "count", count));
            Ok(PersonPage {
                page,
                id,
                name: account.person.name.clone(),
                is_disabled: account.is_disabled,
                is_self: account.id == viewer.account.id,
                has_password: account.password_hash.is_some(),
                form,
                choices: choices(connection, &viewer, &frame)?,
                clients: clients as i64,
                colleagues: colleagues.map(|staff| (staff.code.clone(), staff.name.clone())).collect(),
                link,
                fault,
            })
        })
        .await?;
    let status = if template.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(render_status(status, &template))
}

/// `POST /people/{id}`.
pub(super) async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<PersonForm>,
) -> WebResult {
    let (held, asking, sent) = (app.clone(), viewer.clone(), form.clone());
    let updated = app
        .write(move |connection| {
            let person = sent.to_person()?;
            let former = account::find(connection, id)?.person;
            let frame = held.frame(connection)?;
            check_manages(connection, &asking, &frame, &former)?;
            check_manages_role(&asking, person.role)?;
            check_gives(connection, &asking, &frame, &person, Some(&former))?;
            Ok(account::update(connection, id, &person)?)
        })
        .await;
    match updated {
        Ok(()) => {
            app.note(&viewer, "changed_account", None, form.login).await;
            Ok(go_to("/people"))
        }
        Err(error) if matches!(error.kind, Kind::Input | Kind::NotFound | Kind::State) => {
            show_person(&app, viewer, id, None, Some((form, error.message)), None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /people/{id}/invite`: a new link, by which a forgotten password is chosen anew as well.
pub(super) async fn invite(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    let (asking, held) = (viewer.clone(), app.clone());
    let (login, link) = app
        .write(move |connection| {
            let account = account::find(connection, id)?;
            let frame = held.frame(connection)?;
            check_manages(connection, &asking, &frame, &account.person)?;
            if account.person.sees_contacts && !asking.account.person.sees_contacts && held.outbox.is_none() {
                let said =
                    said!("this person sees contact details, which you do not: ask the owner for the link");
                return Err(Error::new(Kind::State, said));
            }
            Ok((account.person.login, make_link(&held, connection, id)?))
        })
        .await?;
    app.note(&viewer, "invited", None, login).await;
    show_person(&app, viewer, id, Some(link), None, None).await
}

#[derive(Deserialize)]
pub(super) struct HandOverForm {
    to: String,
}

/// `POST /people/{id}/hand-over`: the clients of someone who leaves get another main person.
pub(super) async fn hand_over(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(form): Form<HandOverForm>,
) -> WebResult {
    let held = app.clone();
    let count = app
        .write(move |connection| {
            let account = account::find(connection, id)?;
            let frame = held.frame(connection)?;
            check_manages(connection, &viewer, &frame, &account.person)?;
            let from = account.person.staff_id;
            let from = from.ok_or_else(|| Error::new(Kind::State, said!("this person serves no clients")))?;
            let heir = crate::whose::find_staff(&frame.catalog, &form.to)?;
            if heir.has_left(frame.as_of) {
                let name = heir.name.clone();
                return Err(Error::new(
                    Kind::State,
                    said!("{name} has left: choose someone who is there", name),
                ));
            }
            let to = heir.id;
            let heir = Person { role: Role::Staff, staff_id: Some(to), ..account.person.clone() };
            if !is_own_place(&viewer, &frame, own_region(connection, &viewer)?.as_deref(), &heir) {
                return Err(Error::new(
                    Kind::Input,
                    said!("this place is not one that you answer for: ask the owner"),
                ));
            }
            let (_, count) =
                store::hand_over::hand_over(connection, from, to, held.now(), Some(viewer.account.id))?;
            held.score(connection)?;
            Ok(count)
        })
        .await?;
    Ok(go_to(&format!("/people/{id}?handed_over={count}")))
}

/// `POST /people/{id}/end`.
pub(super) async fn end(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    if id == viewer.account.id {
        return Err(WebError::new(StatusCode::UNPROCESSABLE_ENTITY, said!("nobody ends their own account")));
    }
    let now = app.now();
    set_disabled(&app, &viewer, id, Some(now), "ended_account").await
}

/// `POST /people/{id}/take-up`.
pub(super) async fn take_up(State(app): State<App>, viewer: Viewer, Path(id): Path<i64>) -> WebResult {
    set_disabled(&app, &viewer, id, None, "took_up_account").await
}

async fn set_disabled(
    app: &App,
    viewer: &Viewer,
    id: i64,
    at: Option<jiff::Timestamp>,
    action: &'static str,
) -> WebResult {
    let (asking, held) = (viewer.clone(), app.clone());
    let login = app
        .write(move |connection| {
            let account = account::find(connection, id)?;
            let frame = held.frame(connection)?;
            check_manages(connection, &asking, &frame, &account.person)?;
            account::set_disabled(connection, id, at)?;
            Ok(account.person.login)
        })
        .await?;
    app.note(viewer, action, None, login).await;
    Ok(go_to("/people"))
}
