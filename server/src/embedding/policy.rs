//! A page's Content-Security-Policies, each asked by itself: what one of them blocks no other allows.

use content_security_policy::sandboxing_directive::SandboxingFlagSet;
use content_security_policy::{
    CheckResult, CspList, Destination, Initiator, ParserMetadata, Policy, PolicyDisposition, PolicySource, Request,
};
use url::Url;

/// All policies of a page.
#[derive(Clone, Debug)]
pub(super) struct Policies {
    page: Url,
    all: Vec<(&'static str, Policy)>,
}

/// The word that lets wasm be compiled.
const WASM: &str = "'wasm-unsafe-eval'";

/// What is loaded, as far as policies tell the kinds apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Load {
    /// The script that starts the wasm.
    Loader,
    /// What that script loads in turn.
    Part,
    Script,
    Fetch,
    Picture,
    Frame,
}

impl Load {
    /// The directives that decide, the first that there is.
    fn directives(self) -> &'static [&'static str] {
        match self {
            Self::Loader | Self::Part | Self::Script => &["script-src-elem", "script-src", "default-src"],
            Self::Fetch => &["connect-src", "default-src"],
            Self::Picture => &["img-src", "default-src"],
            Self::Frame => &["frame-src", "child-src", "default-src"],
        }
    }

    /// The directive to write where there is only a general one.
    fn own(self) -> &'static str {
        match self {
            Self::Loader | Self::Part | Self::Script => "script-src",
            Self::Fetch => "connect-src",
            Self::Picture => "img-src",
            Self::Frame => "frame-src",
        }
    }

    /// What the same directive lacks then, most often: so it is written once.
    fn also(self) -> Option<&'static str> {
        (self == Self::Loader).then_some(WASM)
    }

    fn is_script(self) -> bool {
        matches!(self, Self::Loader | Self::Part | Self::Script)
    }

    fn destination(self) -> Destination {
        match self {
            Self::Loader | Self::Part | Self::Script => Destination::Script,
            Self::Fetch => Destination::None,
            Self::Picture => Destination::Image,
            Self::Frame => Destination::IFrame,
        }
    }
}

/// What a policy blocks, and how it is put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Blocked {
    /// Where the policy stands.
    pub(super) at: &'static str,
    /// What it says.
    pub(super) says: String,
    /// What to write instead.
    pub(super) instead: String,
}

impl Policies {
    pub(super) fn new(page: &Url) -> Self {
        Self { page: page.clone(), all: Vec::new() }
    }

    /// Adds a header's policies.
    pub(super) fn header(&mut self, value: &str) {
        let list = CspList::parse(value, PolicySource::Header, PolicyDisposition::Enforce);
        self.all.extend(list.0.into_iter().map(|policy| ("the header Content-Security-Policy", policy)));
    }

    /// Adds a policy that stands in the page.
    pub(super) fn meta(&mut self, content: &str) {
        let mut policy = Policy::parse(content, PolicySource::Meta, PolicyDisposition::Enforce);
        // As the specification has it: these are for headers only.
        policy.directive_set.retain(|directive| !matches!(directive.name.as_str(), "sandbox" | "frame-ancestors"));
        self.all.push(("<meta http-equiv=Content-Security-Policy>", policy));
    }

    /// Which policies block a request from the page.
    pub(super) fn blocking(&self, load: Load, address: &Url, nonce: &str, integrity: &str) -> Vec<Blocked> {
        let request = Request {
            url: address.clone(),
            current_url: address.clone(),
            origin: self.page.origin(),
            redirect_count: 0,
            destination: load.destination(),
            initiator: if load == Load::Fetch { Initiator::Fetch } else { Initiator::None },
            nonce: nonce.to_owned(),
            integrity_metadata: integrity.to_owned(),
            parser_metadata: match load {
                Load::Loader | Load::Script => ParserMetadata::ParserInserted,
                Load::Part => ParserMetadata::NotParserInserted,
                Load::Fetch | Load::Picture | Load::Frame => ParserMetadata::None,
            },
        };
        let source = address.origin().ascii_serialization();
        let blocks = |(at, policy): &(&'static str, Policy)| {
            let list = CspList(vec![policy.clone()]);
            if list.should_request_be_blocked(&request).0 == CheckResult::Allowed {
                return None;
            }
            let (name, value) = decisive(policy, load)?;
            let dynamic =
                load.is_script() && value.iter().any(|source| source.eq_ignore_ascii_case("'strict-dynamic'"));
            let instead = if dynamic {
                "with 'strict-dynamic' hosts in script-src are left out of account: give the script line the page's nonce \
                 (nonce=\"…\"), or its hash"
                    .to_owned()
            } else {
                let wanted: Vec<&str> = [source.as_str()].into_iter().chain(load.also()).collect();
                written(load.own(), value, &wanted)
            };
            Some(Blocked { at, says: said(name, value), instead })
        };
        self.all.iter().filter_map(blocks).collect()
    }

    /// Which policies let no WebAssembly be compiled, and how they let the script at `address` do it.
    pub(super) fn without_wasm(&self, address: &Url) -> Vec<Blocked> {
        let source = address.origin().ascii_serialization();
        let blocks = |(at, policy): &(&'static str, Policy)| {
            let list = CspList(vec![policy.clone()]);
            if list.is_wasm_evaluation_allowed().0 == CheckResult::Allowed {
                return None;
            }
            // Evaluation knows no script-src-elem.
            let deciding = ["script-src", "default-src"];
            let found = deciding.iter().find_map(|name| policy.directive_set.iter().find(|one| one.name == *name))?;
            let instead = written("script-src", &found.value, &[&source, WASM]);
            Some(Blocked { at, says: said(&found.name, &found.value), instead })
        };
        self.all.iter().filter_map(blocks).collect()
    }

    /// Which policies refuse the Trusted Types policies of these names, which several scripts of a page may make.
    /// None does where nobody requires any: the scripts do without then.
    pub(super) fn without_types(&self, names: &[&str]) -> Vec<Blocked> {
        let all = CspList(self.all.iter().map(|(_, policy)| policy.clone()).collect());
        if !all.does_sink_type_require_trusted_types("'script'", false) {
            return Vec::new();
        }
        let blocks = |(at, policy): &(&'static str, Policy)| {
            let list = CspList(vec![policy.clone()]);
            let refused =
                |name: &&&str| list.is_trusted_type_policy_creation_allowed(name, &[name]).0 == CheckResult::Blocked;
            names.iter().find(refused)?;
            let directive = policy.directive_set.iter().find(|one| one.name == "trusted-types")?;
            let wanted: Vec<&str> = names.iter().copied().chain(["'allow-duplicates'"]).collect();
            let instead = written("trusted-types", &directive.value, &wanted);
            Some(Blocked { at, says: said(&directive.name, &directive.value), instead })
        };
        self.all.iter().filter_map(blocks).collect()
    }

    /// What a sandbox takes from the page: its scripts, its origin. `None` where there is none.
    pub(super) fn sandbox(&self) -> Option<Sandbox> {
        let flags = CspList(self.all.iter().map(|(_, policy)| policy.clone()).collect())
            .get_sandboxing_flag_set_for_document()?;
        Some(Sandbox {
            scripts: !flags.contains(SandboxingFlagSet::SANDBOXED_SCRIPTS_BROWSING_CONTEXT_FLAG),
            origin: !flags.contains(SandboxingFlagSet::SANDBOXED_ORIGIN_BROWSING_CONTEXT_FLAG),
        })
    }
}

/// What a sandbox leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sandbox {
    /// Whether scripts run.
    pub(super) scripts: bool,
    /// Whether the page has its own origin.
    pub(super) origin: bool,
}

/// Whether a page may frame what is answered with this header: the `frame-ancestors` of all its policies.
pub(super) fn may_frame(policy: &str, frame: &Url, page: &Url) -> bool {
    let list = CspList::parse(policy, PolicySource::Header, PolicyDisposition::Enforce);
    list.0.iter().all(|policy| {
        let Some(sources) = policy.directive_set.iter().find(|one| one.name == "frame-ancestors") else { return true };
        // Sources are matched in the same way whatever they are for.
        let mut as_pictures = Policies::new(frame);
        as_pictures.header(&format!("img-src {}", sources.value.join(" ")));
        let mut origin = page.clone();
        origin.set_path("/");
        as_pictures.blocking(Load::Picture, &origin, "", "").is_empty()
    })
}

fn decisive(policy: &Policy, load: Load) -> Option<(&str, &[String])> {
    let named = |name: &&str| policy.directive_set.iter().find(|one| one.name == **name);
    load.directives().iter().find_map(named).map(|one| (one.name.as_str(), one.value.as_slice()))
}

fn said(name: &str, value: &[String]) -> String {
    format!("{name} {}", value.join(" ")).trim_end().to_owned()
}

/// A directive with what it says, but for 'none', and what it lacks.
fn written(name: &str, value: &[String], more: &[&str]) -> String {
    let kept = value.iter().map(String::as_str).filter(|source| !source.eq_ignore_ascii_case("'none'"));
    let mut all: Vec<&str> = Vec::new();
    for source in kept.chain(more.iter().copied()) {
        if !all.contains(&source) {
            all.push(source);
        }
    }
    format!("write `{name} {}`", all.join(" "))
}
