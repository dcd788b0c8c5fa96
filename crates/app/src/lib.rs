//! The program `regulars`: command line now, pages and API on the same parts.

pub mod api;
pub mod cli;
pub mod config;
pub mod courier;
pub mod definition;
pub mod demo;
pub mod error;
pub mod huddle;
pub mod importing;
pub mod letter;
pub mod mail;
pub mod moment;
pub mod parts;
pub mod printing;
pub mod progress;
pub mod referral;
pub mod report;
pub mod scoring;
mod secret;
pub mod segment;
pub mod signature;
pub mod translation;
pub mod view;
pub mod viewer;
pub mod web;
pub mod whose;
pub mod words;
