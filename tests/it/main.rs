//! guidang through its binary: one test program for everything.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    unreachable_pub,
    reason = "a test may stop, and says why it is skipped"
)]

mod app;
mod app_page;
mod architecture;
mod attacks;
mod bag;
mod bombs;
mod bounds;
mod broken_pictures;
mod browser;
mod build;
mod close_term;
mod coverage;
mod data_package;
mod disasters;
mod disclosure;
mod documented;
mod documents;
mod explain;
mod federation;
mod fields;
mod fills;
mod fixtures;
mod fmt;
mod follow_ups;
mod form_fields;
mod formerly;
mod forms;
mod gate;
mod git;
mod git_server;
mod hooks;
mod import;
mod inbox;
mod incremental;
mod indicator_pages;
mod layout;
mod litter;
mod messages;
mod month_pages;
mod mutations;
mod numbers;
mod oddities;
mod own_paper;
mod page_order;
mod page_words;
mod parquet;
mod pdf;
mod photos;
mod poppler;
mod presets;
mod print;
mod privacy;
mod provenance;
mod pushes;
mod recipes;
mod relocation;
mod repacked_bags;
mod rollover;
mod round_trips;
mod sample;
mod schema;
mod search;
mod search_words;
mod second_model;
mod serve;
mod slips;
mod spreadsheets;
mod support;
mod tables;
mod templates;
mod themes;
mod tidy;
mod typed_text;
mod warm;
mod workbooks;
