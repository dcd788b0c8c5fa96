//! Style, script and pictures: part of the program, under names that change with their contents.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::secret::digest;

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const ASSETS: &[Asset] = &[
    Asset { name: "app.css", kind: "text/css; charset=utf-8", bytes: include_bytes!("../../assets/app.css") },
    Asset { name: "icon.svg", kind: "image/svg+xml", bytes: include_bytes!("../../assets/icon.svg") },
    Asset {
        name: "htmx.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!(concat!(env!("OUT_DIR"), "/htmx.min.js")),
    },
];

/// Where browsers find an asset: `/assets/DIGEST/NAME`.
pub(super) fn path_of(name: &str) -> String {
    static PATHS: OnceLock<Vec<(&str, String)>> = OnceLock::new();
    let paths = PATHS.get_or_init(|| {
        let path = |asset: &Asset| {
            let text = String::from_utf8_lossy(asset.bytes);
            format!("/assets/{}/{}", &digest(&text)[..12], asset.name)
        };
        ASSETS.iter().map(|asset| (asset.name, path(asset))).collect()
    });
    paths.iter().find(|(own, _)| *own == name).map_or_else(String::new, |(_, path)| path.clone())
}

/// `GET /assets/{digest}/{name}`: kept by browsers for good.
pub(super) async fn show(Path((_, name)): Path<(String, String)>) -> Response {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, asset.kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
