//! Every figure of the star report leads to just the clients whom it counts, today and as known of a past day.

mod site;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::permission::Role;
use jiff::ToSpan;
use site::Site;
use site::common::{Engine, engines};

/// A day of the demo's history.
const PAST: &str = "2026-02-28";

/// What a report says of each unit: clients, then every share in percent, each with where it leads.
type Figures = BTreeMap<String, Vec<(String, String)>>;

/// The figures of a report that has them all.
fn figures(site: &Site, cookie: &str, path: &str) -> Figures {
    let answer = site.get(path, Some(cookie));
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    let mut figures = Figures::new();
    for table in answer.body.split("<tbody>").skip(1) {
        let rows = table.split("</tbody>").next().expect("rows");
        for row in rows.split("<th scope=\"row").skip(1) {
            let (head, cells) = row.split_once("</th>").expect("a name");
            let name = head.split_once('>').expect("a name").1.to_owned();
            figures.entry(name).or_default().extend(links(cells));
        }
    }
    figures
}

/// Text and address of each link.
fn links(html: &str) -> Vec<(String, String)> {
    let link = |rest: &str| {
        let (address, rest) = rest.split_once('"')?;
        let text = rest.split_once('>')?.1.split('<').next()?;
        Some((text.to_owned(), address.replace("&#38;", "&").replace("&amp;", "&")))
    };
    html.split("<a href=\"").skip(1).filter_map(link).collect()
}

/// How many clients a list says that it has, and those on its first page.
fn clients(site: &Site, cookie: &str, path: &str) -> (usize, Vec<String>) {
    let answer = site.get(path, Some(cookie));
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    let mut words = answer.body.split(['>', '<', ' ', '\n']).collect::<Vec<_>>();
    words.retain(|word| !word.is_empty());
    let count = words.windows(2).find_map(|pair| match pair {
        ["One", "client"] => Some(1),
        [count, "clients"] => count.parse().ok(),
        _ => None,
    });
    let listed = answer.body.split("<a class=\"name\" href=\"").skip(1);
    let listed = listed.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    (count.unwrap_or_else(|| panic!("{path} tells no count: {}", answer.body)), listed)
}

/// A chain whose report tells every share, with facts learnt after the instant that is given back.
fn open(engine: Engine) -> (Site, String, String) {
    let mut site = Site::open(engine);
    let owner = site.join(Role::Owner);
    let body = import::policy::preset("salon").expect("a preset");
    let body = body.replace("min_clients = 20", "min_clients = 1");
    assert_eq!(site.post("/policy", Some(&owner), &[("body", &body)]).status, StatusCode::SEE_OTHER);
    let known = store::change::find_latest(&mut site.house.connection).expect("a change").at().to_string();
    site.house.pass(1.hour());
    let files = tempfile::tempdir().expect("a directory");
    let path = files.path().join("visits.csv");
    let visits: String = (1..=30)
        .map(|client| format!("LATE{client},C{client:05},2026-02-2{},S01,,100.00\n", client % 8))
        .collect();
    let of_none = "LATE31,NEW,2026-02-25,,,100.00\n";
    std::fs::write(&path, format!("visit,client,at,staff,branch,amount\n{visits}{of_none}")).expect("a file");
    site.house.import(&[path]);
    site.score_today();
    (site, owner, known)
}

#[test]
fn every_figure_leads_to_the_clients_whom_it_counts() {
    for engine in engines() {
        let (site, owner, known) = open(engine);
        for (when, page) in
            [(String::new(), "/clients?"), (format!("&as_of={PAST}&as_known={known}"), "/stars/clients?")]
        {
            for by in ["all", "region", "branch", "staff"] {
                let path = format!("/stars?by={by}{when}");
                let report = figures(&site, &owner, &path);
                let has_none = report.keys().any(|unit| unit.starts_with('('));
                assert_eq!(has_none, when.is_empty() && by != "all", "{path}: {:?}", report.keys());
                let is_listed = by != "region";
                for (unit, figures) in &report {
                    // Clients, all full, behind; eleven totals; four levels of five stars.
                    assert_eq!(figures.len(), 3 + 11 + 4 * 5, "{unit} of {path}: {figures:?}");
                    let all: usize = figures[0].0.parse().expect("a count");
                    for (text, address) in figures {
                        let (count, listed) = clients(&site, &owner, address);
                        assert_eq!(listed.len(), count.min(50), "{address}");
                        let told = if address == &figures[0].1 {
                            count.to_string()
                        } else {
                            format!("{:.1}", 100.0 * count as f64 / all as f64)
                        };
                        assert_eq!(&told, text, "{unit} of {path}: {count} of {all} at {address}");
                        let is_here = address.starts_with(page) || !is_listed || unit.starts_with('(');
                        assert!(is_here, "{address}");
                    }
                }
            }
        }
    }
}

/// Staff may serve at several branches: within one, those of that branch are theirs.
#[test]
fn a_league_leads_to_the_clients_of_each_unit_within_its_group() {
    for engine in engines() {
        let (site, owner, _) = open(engine);
        for asked in ["by=staff&within=branch", "by=staff&within=region", "by=branch"] {
            let path = format!("/reports/league?figure=star:retail&{asked}&to={PAST}");
            let links: Vec<(String, String)> =
                figures(&site, &owner, &path).into_values().flatten().collect();
            let counts =
                links.iter().filter_map(|(text, address)| Some((text.parse::<usize>().ok()?, address)));
            let mut checked = 0;
            for (count, address) in counts {
                let (all, _) = clients(&site, &owner, address);
                assert_eq!(all, count, "{path}: {address}");
                let full =
                    format!("{}&star=retail&level=full", address.split("&as_of").next().expect("a path"));
                let (share, _) = links.iter().find(|(_, other)| other.starts_with(&full)).expect("a share");
                let (full, _) = clients(&site, &owner, &format!("{full}&as_of={PAST}"));
                let percent = format!("{:.1}%", 100.0 * full as f64 / all as f64);
                assert!(share.starts_with(&percent), "{path}: {full} of {all} is not {share}");
                checked += 1;
            }
            assert!(checked > 1, "{path}: {links:?}");
        }
    }
}

#[test]
fn a_past_figure_is_told_as_it_was_known() {
    for engine in engines() {
        let (site, owner, known) = open(engine);
        let count = |when: &str| {
            let (all, _) = clients(&site, &owner, &format!("/stars/clients?by=staff&unit=S01{when}"));
            let (none, _) = clients(&site, &owner, &format!("/stars/clients?by=all&credited=no{when}"));
            (all, none)
        };
        let (then, now) =
            (count(&format!("&as_of={PAST}&as_known={known}")), count(&format!("&as_of={PAST}")));
        assert!(then.0 < now.0, "visits learnt later credit S01 with more clients: {then:?}, {now:?}");
        for path in [format!("/stars?as_of={PAST}"), format!("/stars?as_of={PAST}&as_known={known}")] {
            let page = site.get(&path, Some(&owner)).body;
            let told = links(&page).into_iter().find(|(_, address)| address.contains("credited=no"));
            let (text, address) = told.expect("those credited to nobody");
            let (count, _) = clients(&site, &owner, &address);
            assert!(text.starts_with(&format!("{count} ")) || count == 1, "{text}: {count}");
        }
    }
}

#[test]
fn until_the_cards_are_of_today_figures_lead_past_them() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    let lead = |site: &Site| figures(site, &owner, "/stars?by=all")["Everyone"][0].clone();
    // Scored as of the day before.
    let (count, address) = lead(&site);
    assert!(address.starts_with("/stars/clients?"), "{address}");
    assert_eq!(clients(&site, &owner, &address).0.to_string(), count);
    site.score_today();
    assert!(lead(&site).1.starts_with("/clients?"));
}

#[test]
fn each_role_sees_its_own_clients_behind_a_figure() {
    for engine in engines() {
        let (mut site, owner, known) = open(engine);
        let past = format!("/stars/clients?by=all&as_of={PAST}&as_known={known}");
        let (all, _) = clients(&site, &owner, &past);
        for role in [Role::Region, Role::Branch, Role::Staff] {
            let cookie = site.join(role);
            let page = site.get(&past, Some(&cookie)).body;
            let told = page.split_once(&format!(" of {all} are yours")).expect("whose they are").0;
            let seen: usize = told.rsplit('>').next().expect("a count").parse().expect("a number");
            assert!(seen < all, "{}: {seen} of {all}", role.name());
            let (mut listed, mut next) = (Vec::new(), Some(past.clone()));
            while let Some(path) = next {
                let page = site.get(&path, Some(&cookie)).body;
                let names = page.split("<a class=\"name\" href=\"").skip(1);
                listed.extend(names.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
                let later = links(&page.replace("<a class=\"button\" href", "<a href"));
                next = later.into_iter().find(|(text, _)| text == "Further").map(|(_, path)| path);
            }
            listed.sort();
            listed.dedup();
            assert_eq!(listed.len(), seen, "{}", role.name());
            for client in listed {
                assert_eq!(site.get(&client, Some(&cookie)).status, StatusCode::OK, "{client}");
            }
        }
        let analyst = site.join(Role::Analyst);
        assert_eq!(site.get(&past, Some(&analyst)).status, StatusCode::FORBIDDEN);
        let report = site.get(&format!("/stars?by=branch&as_of={PAST}"), Some(&analyst));
        assert_eq!(report.status, StatusCode::OK);
        assert!(!report.body.contains("/clients?"), "{}", report.body);
    }
}

#[test]
fn what_a_figure_cannot_be_is_refused() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    for path in [
        "/stars?by=zzz",
        "/print/stars.pdf?by=zzz",
        "/stars/clients?by=zzz",
        "/stars/clients?by=staff&unit=zzz",
        "/stars/clients?by=region&unit=zzz",
        "/stars/clients?star=retail",
        "/stars/clients?star=status&level=active",
        "/stars/clients?star=retail&level=many",
        "/stars/clients?total=many",
        "/stars/clients?behind=perhaps",
        "/stars/clients?credited=perhaps",
        "/stars/clients?as_of=yesterday",
        "/stars/clients?within=branch",
        "/stars/clients?within=branch&of=zzz",
        "/stars/clients?within=zzz&of=B1",
    ] {
        let answer = site.get(path, Some(&owner));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.body);
    }
}

#[test]
fn a_look_at_the_clients_behind_a_figure_is_in_the_log() {
    let mut site = Site::open(Engine::sqlite());
    let owner = site.join(Role::Owner);
    site.get("/stars/clients?by=branch&unit=B1&star=retail&level=none", Some(&owner));
    std::thread::sleep(std::time::Duration::from_millis(800));
    let log = site.get("/activity", Some(&owner)).body;
    assert!(log.contains("Clients behind a figure (by=branch&#38;unit=B1"), "{log}");
}
