//! Tries one target under libFuzzer: the one that the variable `BANTIN_FUZZ_TARGET` names. One program for all, since what
//! takes long is linking.

#![no_main]

use std::sync::OnceLock;

use bantin_fuzz::{LIST, TARGETS, Target, VARIABLE, named};

static TARGET: OnceLock<Target> = OnceLock::new();

libfuzzer_sys::fuzz_target!(
    init: {
        let name = std::env::var(VARIABLE).unwrap_or_default();
        if name == LIST {
            TARGETS.iter().for_each(|Target { name, words, examples, .. }| println!("{name} {words} {examples}"));
            std::process::exit(0);
        }
        match named(&name) {
            Some(target) => {
                TARGET.get_or_init(|| target);
            }
            None => {
                eprintln!("{VARIABLE} is {name:?}, which is no target");
                std::process::exit(2);
            }
        }
    },
    |bytes: &[u8]| {
        if let Some(target) = TARGET.get() {
            (target.run)(bytes);
        }
    }
);
