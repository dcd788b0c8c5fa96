//! Every route, and who may take it: a route cannot be added without saying so.

use axum::routing::{MethodRouter, get, post};
use domain::permission::Right;

use super::app::App;
use super::{
    activity, asset, backtest, channel, client, clients, connections, definitions, departure, forgotten,
    huddle, imports, me, metrics, model, overdue, people, policy, print, record, referrals, reports,
    segments, sign_in, stars, stars_clients, today,
};

/// Who may take a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, signed in or not.
    Public,
    /// Anyone signed in.
    SignedIn,
    /// Whoever has the right.
    Right(Right),
}

/// A route.
pub struct Route {
    /// Path, with its variables in braces.
    pub path: &'static str,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Who may take it.
    pub access: Access,
    pub(super) handler: MethodRouter<App>,
}

macro_rules! routes {
    ($($method:ident $path:literal $access:expr => $handler:expr;)*) => {
        /// Every route.
        pub fn routes() -> Vec<Route> {
            use Access::{Public, SignedIn, Right as May};
            use Right::*;
            vec![$(Route {
                path: $path,
                method: if stringify!($method) == "get" { "GET" } else { "POST" },
                access: $access,
                handler: $method($handler),
            },)*]
        }
    };
}

routes! {
    get "/" SignedIn => sign_in::go_home;
    get "/assets/{digest}/{name}" Public => asset::show;
    get "/health/live" Public => sign_in::is_live;
    get "/health/ready" Public => sign_in::is_ready;
    get "/metrics" Public => metrics::show;
    get "/sign-in" Public => sign_in::show;
    post "/sign-in" Public => sign_in::sign_in;
    get "/forgotten" Public => forgotten::show;
    post "/forgotten" Public => forgotten::ask;
    get "/invitation/{secret}" Public => sign_in::show_invitation;
    post "/invitation/{secret}" Public => sign_in::accept_invitation;
    post "/sign-out" SignedIn => sign_in::sign_out;
    get "/me" SignedIn => me::show;
    post "/me/language" SignedIn => me::set_language;
    post "/me/password" SignedIn => me::set_password;
    post "/me/sessions/{id}/end" SignedIn => me::end_session;
    post "/me/sessions/end-others" SignedIn => me::end_other_sessions;
    get "/today" May(PlanDay) => today::show;
    post "/today/aim" May(PlanDay) => today::choose_aim;
    get "/huddle" May(SeeFigures) => huddle::show;
    get "/huddle/wall" May(SeeFigures) => huddle::show_wall;
    get "/overdue" May(PlanDay) => overdue::show;
    post "/overdue/act" May(PlanDay) => overdue::act;
    get "/clients" May(SeeClients) => clients::list;
    get "/clients.csv" May(Export) => clients::download;
    get "/segments" May(SeeClients) => segments::list;
    post "/segments" May(SeeClients) => segments::create;
    post "/segments/{id}/rename" May(SeeClients) => segments::rename;
    post "/segments/{id}/remove" May(SeeClients) => segments::remove;
    post "/segments/{id}/restore" May(SeeClients) => segments::restore;
    get "/clients/{id}" May(SeeClients) => client::show;
    get "/clients/{id}/referrals" May(SeeClients) => referrals::show;
    post "/clients/{id}/events" May(RecordEvents) => record::record;
    post "/clients/{id}/events/void" May(RecordEvents) => record::void;
    post "/clients/{id}/defections" May(RecordEvents) => departure::record;
    post "/clients/{id}/channel" May(RecordEvents) => channel::update;
    get "/imports" May(Import) => imports::list;
    post "/imports" May(Import) => imports::upload;
    get "/imports/uploads/{id}" May(Import) => imports::show;
    post "/imports/uploads/{id}/rehearse" May(Import) => imports::rehearse;
    post "/imports/uploads/{id}/commit" May(Import) => imports::commit;
    post "/imports/uploads/{id}/drop" May(Import) => imports::drop_upload;
    post "/imports/{id}/undo" May(Import) => imports::undo;
    get "/print/day-sheet.pdf" May(PlanDay) => print::day_sheet;
    get "/print/clients/{id}" May(SeeClients) => print::client;
    get "/print/stars.pdf" May(SeeFigures) => print::stars;
    get "/print/standings.pdf" May(SeeFigures) => print::standings;
    get "/reports" May(SeeFigures) => reports::list;
    post "/reports/model/fit" May(EditPolicy) => model::fit_anew;
    get "/reports/{id}" May(SeeFigures) => reports::show;
    get "/reports/{id}/csv" May(SeeFigures) => reports::download;
    get "/reports/{id}/pdf" May(SeeFigures) => reports::print_pdf;
    get "/stars" May(SeeFigures) => stars::show;
    get "/stars/clients" May(SeeClients) => stars_clients::show;
    get "/definitions" May(SeeFigures) => definitions::list;
    get "/definitions/{id}" May(SeeFigures) => definitions::show;
    get "/policy" May(SeeFigures) => policy::show;
    post "/policy/preview" May(EditPolicy) => policy::preview;
    post "/policy" May(EditPolicy) => policy::put;
    post "/policy/backtest" May(EditPolicy) => backtest::run;
    post "/reports/backtest/run" May(EditPolicy) => backtest::run_of_report;
    get "/people" May(ManagePeople) => people::list;
    post "/people" May(ManagePeople) => people::create;
    get "/people/{id}" May(ManagePeople) => people::show;
    post "/people/{id}" May(ManagePeople) => people::update;
    post "/people/{id}/invite" May(ManagePeople) => people::invite;
    post "/people/{id}/hand-over" May(ManagePeople) => people::hand_over;
    post "/people/{id}/end" May(ManagePeople) => people::end;
    post "/people/{id}/take-up" May(ManagePeople) => people::take_up;
    get "/connections" May(ManageConnections) => connections::list;
    post "/connections" May(ManageConnections) => connections::create;
    get "/connections/{id}" May(ManageConnections) => connections::show;
    post "/connections/{id}/pause" May(ManageConnections) => connections::pause;
    post "/connections/{id}/resume" May(ManageConnections) => connections::resume;
    post "/connections/{id}/test" May(ManageConnections) => connections::test;
    post "/connections/{id}/remove" May(ManageConnections) => connections::remove;
    post "/connections/{id}/deliveries/{delivery}/retry" May(ManageConnections) => connections::retry;
    get "/activity" May(SeeActivity) => activity::list;
}
