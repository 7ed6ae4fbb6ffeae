use bantin_api::Language;
use bantin_feed::{Field, Format};

use super::*;

fn faults(text: &str) -> Vec<String> {
    match Settings::parse("bantin.toml", text) {
        Err(SettingsError::Wrong(faults)) => faults.iter().map(ToString::to_string).collect(),
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn nothing_set_is_all_defaults() {
    let settings = Settings::parse("bantin.toml", "").unwrap();
    assert_eq!(settings.server.addr.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.server.database(), PathBuf::from("data/bantin.sqlite3"));
    assert_eq!(settings.server.trusted_proxies.len(), 2);
    assert!(settings.sites.is_empty() && settings.knows_site("any"));
    let site = settings.site("demo");
    assert_eq!((site.zone, site.base.as_str()), (Zone::VIETNAM, "/"));
    assert_eq!(site.languages, [Language::Vi]);
}

#[test]
fn a_wrong_pattern_is_told_with_its_line() {
    let site = "[[site]]\nid = \"a\"\n";
    let told = |redirect: &str| faults(&format!("{site}[[site.redirect]]\n{redirect}"));
    let good = format!("{site}[[site.redirect]]\nfrom = \"/a/{{source_id}}\"\nsource = \"cong-cu\"\n");
    assert_eq!(Settings::parse("bantin.toml", &good).unwrap().site("a").redirects[0].to(), "/tin/{source_id}");
    for (redirect, wanted) in [
        (
            "to = \"gone\"\nfrom = \"/a/{so}\"\n",
            "bantin.toml:5: `from` is `/a/{so}`: with `{so}`, which is no field; allowed: ",
        ),
        (
            "from = \"/a\"\nto = \"https://evil.example/\"\n",
            "bantin.toml:5: `to` is wrong: `https://evil.example/` is on another host",
        ),
        ("from = \"/a\"\n", "bantin.toml:3: `to` is missing, and `from` has no field"),
        ("to = \"gone\"\n", "bantin.toml:3: `from` is missing or wrong; allowed: "),
        (
            "form = \"/a\"\nfrom = \"/b\"\nto = \"gone\"\n",
            "bantin.toml:4: `form` is not a setting (did you mean `from`?)",
        ),
    ] {
        let told = told(redirect);
        assert!(told.len() == 1 && told[0].starts_with(wanted), "{told:?}");
    }
}

#[test]
fn everything_can_be_set() {
    let text = r#"
[server]
addr = "0.0.0.0:80"
data = "/srv/bantin"
database = "/srv/bantin/db"
client = "/srv/dist"
trusted_proxies = ["10.0.0.0/8", "192.0.2.1"]
default_site = "ben-lau"
allow_private = ["intranet.example.vn"]
log = "json"
max_streams = 5
request_timeout = 10
client_timeout = 20

[[site]]
id = "ben-lau"
name = "Phường Bến Lau"
languages = ["vi", "en"]
zone = "+07:00"
origin = "https://benlau.example.vn/"
base = "/tin-tuc"
hosts = ["BenLau.example.vn"]
embed_origins = ["https://www.example.vn:443"]
date_form = "short"

[[site.category]]
slug = "thong-bao"
name = "Thông báo"
name_en = "Notices"
"#;
    let settings = Settings::parse("bantin.toml", text).unwrap();
    let site = settings.site("ben-lau");
    assert_eq!(site.root(), "https://benlau.example.vn/tin-tuc/");
    assert_eq!(site.embed_origins, ["https://www.example.vn"]);
    assert_eq!(site.hosts, ["benlau.example.vn"]);
    assert_eq!(site.categories[0].name_en.as_deref(), Some("Notices"));
    assert!(settings.knows_site("ben-lau") && !settings.knows_site("demo"));
}

#[test]
fn a_wrong_value_is_told_with_its_line_and_what_is_allowed() {
    assert_eq!(
        faults("[[site]]\nid = \"a\"\nzone = \"UTC+7\"\n"),
        ["bantin.toml:3: `zone` is `UTC+7`; allowed: an offset from UTC, such as \"+07:00\""]
    );
    assert_eq!(
        faults("[server]\naddr = 8080\n"),
        ["bantin.toml:2: `addr` is an integer; allowed: an address and a port, such as \"127.0.0.1:8080\""]
    );
    assert_eq!(
        faults("[server]\nmax_streams = -1\n"),
        ["bantin.toml:2: `max_streams` is -1; allowed: a whole number from 0 to 1000000"]
    );
}

#[test]
fn an_unknown_key_is_told_with_the_nearest_known_one() {
    let told = faults("[server]\nadr = \"127.0.0.1:1\"\n");
    assert!(
        told[0].starts_with("bantin.toml:2: `adr` is not a setting (did you mean `addr`?); allowed: addr, "),
        "{told:?}"
    );
    let told = faults("[sever]\n");
    assert!(told[0].starts_with("bantin.toml:1: `sever` is not a setting (did you mean `server`?)"), "{told:?}");
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_lines() {
    let told = faults(
        "[server]\nlog = \"xml\"\n\n[[site]]\nname = \"A\"\nbase = \"tin\"\n[[site]]\nid = \"x\"\n[[site]]\nid = \"x\"\n",
    );
    let lines: Vec<&str> = told.iter().filter_map(|fault| fault.split(':').nth(1)).collect();
    assert_eq!(lines, ["2", "4", "6", "10"], "{told:?}");
}

#[test]
fn text_that_is_no_toml_is_told_with_its_line() {
    assert!(faults("[server]\naddr = \n")[0].starts_with("bantin.toml:2: "));
}

#[test]
fn a_default_site_must_be_one() {
    let told = faults("[server]\ndefault_site = \"b\"\n[[site]]\nid = \"a\"\n");
    assert_eq!(told, ["bantin.toml:2: `default_site` is `b`; allowed: one of the sites: a"]);
}

#[test]
fn days_are_the_zones() {
    let midnight = Zone::VIETNAM.midnight(20_000);
    assert_eq!(Zone::VIETNAM.day(midnight), 20_000);
    assert_eq!(Zone::VIETNAM.day(midnight - 1), 19_999);
    assert_eq!(Zone::parse("-03:30").map(|zone| zone.day(0)), Some(-1));
    for wrong in ["7", "+7:00", "07:00", "+15:00", "+07:60", "+0a:00"] {
        assert_eq!(Zone::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_source_has_its_defaults_and_everything_of_it_can_be_set() {
    let site = "[[site]]\nid = \"a\"\n[[site.source]]\n";
    let short = format!("{site}name = \"rss\"\naddress = \"https://x.vn/feed\"\n");
    let source = Settings::parse("bantin.toml", &short).unwrap().sites.remove(0).sources.remove(0);
    assert_eq!((source.format, source.every.as_secs(), source.sweep.as_secs()), (Format::Auto, 900, 86_400));
    assert_eq!((source.timeout.as_secs(), source.history, source.robots), (30, None, true));
    assert_eq!((source.pictures, source.attachments), (Copying::Copy, Copying::Copy));
    let whole = format!(
        "{site}name = \"ghost\"\naddress = \"https://x.vn/posts/?key={{secret}}\"\nformat = \"ghost\"\nevery = \"1h\"\n\
         sweep = \"7d\"\ntimeout = \"5s\"\nhistory = \"partial\"\nsecret_env = \"KEY\"\npictures = \"leave\"\n\
         attachments = \"leave\"\nrobots = \"ignore\"\nfields.summary = \"tom_tat\"\ncategories.\"*\" = \"tin-tuc\"\n\
         headers.X-Key = \"{{secret}}\"\narticle.content_html = \"#nd\"\n"
    );
    let source = Settings::parse("bantin.toml", &whole).unwrap().sites.remove(0).sources.remove(0);
    assert_eq!((source.every.as_secs(), source.history), (3_600, Some(History::Partial)));
    assert_eq!(source.secret, Some(SecretPlace::Variable("KEY".into())));
    assert_eq!(source.fields, [(Field::Summary, "tom_tat".into())]);
    assert_eq!(source.article, Some(vec![(Field::ContentHtml, "#nd".into())]));
    assert_eq!(source.categories, [("*".into(), "tin-tuc".into())]);
}

#[test]
fn a_wrong_source_is_told_with_its_line() {
    let head = "[[site]]\nid = \"a\"\n[[site.source]]\nname = \"a\"\naddress = \"https://x.vn/feed\"\n";
    for (lines, wanted) in [
        ("every = \"10s\"", "bantin.toml:6: `every` is `10s`; allowed: from a minute to 7 days"),
        ("every = \"often\"", "bantin.toml:6: `every` is `often`; allowed: "),
        ("timeout = \"1h\"", "bantin.toml:6: `timeout` is `1h`; allowed: from \"1s\" to \"5m\""),
        ("history = \"some\"", "bantin.toml:6: `history` is `some`; allowed: \"full\" or \"partial\""),
        ("fields.body = \"x\"", "bantin.toml:6: there is no field \"body\"; there are id, url"),
        ("fields.item = \"tr\"\nformat = \"rss\"", "bantin.toml:6: `fields` is wrong: "),
        ("article.content_html = \"p[\"", "bantin.toml:6: `article` is wrong: "),
        ("categories.a = \"Tin Tức\"", "bantin.toml:6: `a` is `Tin Tức`; allowed: the slug of a category"),
        ("headers.\"a b\" = \"x\"", "bantin.toml:6: `a b` is no name of a header"),
        ("headers.a = \"{secret}\"", "bantin.toml:3: `secret_env` is missing; allowed: "),
        ("secret_env = \"KEY\"", "bantin.toml:6: `secret_env` is set, and goes nowhere; allowed: "),
        ("evry = \"1h\"", "bantin.toml:6: `evry` is not a setting (did you mean `every`?)"),
        (
            "[[site.source]]\nname = \"a\"\naddress = \"https://x.vn/b\"",
            "bantin.toml:7: `name` is `a` again; allowed: each source's name once in its site",
        ),
        ("[[site.source]]\nname = \"b\"", "bantin.toml:6: `address` is missing; allowed: "),
        (
            "[[site.source]]\nname = \"b\"\naddress = \"file:///etc/passwd\"",
            "bantin.toml:8: `address` is `file:///etc/passwd`; allowed: an http(s) address",
        ),
    ] {
        let told = faults(&format!("{head}{lines}\n"));
        assert!(told.len() == 1 && told[0].starts_with(wanted), "{lines}: {told:?}");
    }
}
