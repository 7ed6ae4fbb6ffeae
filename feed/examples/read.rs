//! Reads a JSON Feed from a file and shows what an importer would take, and what not:
//! `cargo run --package bantin-feed --example read -- feed/tests/feeds/loi-thuong-gap.json https://tanphu.example.vn/tin/feed.json`

use bantin_feed::{Format, Given, read, write_json_feed};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("give the path of a feed, and the address it came from if you know it")?;
    let base = arguments.next();
    let reading = read(&std::fs::read(path)?, Format::Auto, &Given::default().at(base.as_deref()))?;
    println!("{}", write_json_feed(&reading.feed));
    for (what, list) in [("refused", &reading.refused), ("note", &reading.notes)] {
        for entry in list {
            eprintln!("{what}: {}: {}", entry.place, entry.reason);
        }
    }
    Ok(())
}
