//! Both answer, and answer the same, before anything is measured.

use anyhow::{Context, Result, ensure};
use bantin_bench_companion::Running;
use bantin_bench_news::{ARTICLES, mark};
use serde_json::Value;

use crate::addresses::{Coding, Kind};
use crate::asking::{Answer, Connection};

/// Asks both servers for everything, and fails at the first difference.
pub(crate) async fn prove(server: &Running, bare: &Running) -> Result<()> {
    let (mut server, mut bare) = (Connection::open(server.addr()?).await?, Connection::open(bare.addr()?).await?);
    let mut bytes = 0;
    for kind in Kind::ALL {
        for coding in Coding::ALL {
            for (number, address) in (1..).zip(kind.addresses(&mut server).await?) {
                let (ours, theirs) = (server.ask(&address, coding).await?, bare.ask(&address, coding).await?);
                ensure!(ours.status.is_success(), "{address} was answered {}", ours.status);
                ensure!(ours.status == theirs.status && ours.body == theirs.body, "{address}: two answers");
                for (name, value) in ours.headers.iter().filter(|(name, _)| !is_framing(name.as_str())) {
                    ensure!(theirs.headers.get(name) == Some(value), "{address}: two values of the header {name}");
                }
                ensure!(
                    ours.headers.contains_key("content-encoding") == (coding == Coding::Browser),
                    "{address} is not coded as it was asked for"
                );
                if coding == Coding::Plain {
                    is_what_was_imported(kind, number, &ours).with_context(|| format!("{address} is wrong"))?;
                    bytes += ours.body.len();
                }
            }
        }
    }
    println!("both answer all addresses, and the same ({:.1} MB)", bytes as f64 / 1e6);
    Ok(())
}

fn is_framing(name: &str) -> bool {
    matches!(name, "date" | "transfer-encoding" | "content-length")
}

fn is_what_was_imported(kind: Kind, number: usize, answer: &Answer) -> Result<()> {
    if kind == Kind::Page {
        return is_a_whole_page(&answer.body);
    }
    let feed: Value = serde_json::from_slice(&answer.body)?;
    let items = feed.get("items").and_then(Value::as_array).context("there are no items")?;
    let total = feed.pointer("/_bantin/total").and_then(Value::as_u64);
    let all = u64::try_from(ARTICLES)?;
    match (kind, items.as_slice()) {
        (Kind::Article, [item]) => {
            let body = item.get("content_html").and_then(Value::as_str).unwrap_or_default();
            ensure!(item.get("id").and_then(Value::as_str) == Some(number.to_string().as_str()), "another id");
            ensure!(body.contains(&mark(number)), "another article's body");
        }
        (Kind::Listing, [_, ..]) => ensure!(total == Some(all), "it counts {total:?} articles"),
        _ => anyhow::bail!("there are {} items", items.len()),
    }
    Ok(())
}

/// A page of the real client, with an article's text in it.
fn is_a_whole_page(page: &[u8]) -> Result<()> {
    let page = std::str::from_utf8(page)?;
    for part in ["<style>", "bantin-answers", "/TB-UBND", "</html>"] {
        ensure!(page.contains(part), "there is no {part}");
    }
    Ok(())
}
