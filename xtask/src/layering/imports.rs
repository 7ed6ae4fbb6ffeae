//! Finding what a file uses: every path in its tokens, in `use` lines, in code, and inside macros such
//! as `view!`, where a parser for Rust's grammar would not look. Comments and strings are no tokens.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::place::Place;
use super::rules;

/// A path that a file uses.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// From the front end's root, or beginning with another crate's name.
    pub(super) path: Vec<String>,
    /// Whether it begins with another crate's name.
    pub(super) foreign: bool,
    /// The line it is on.
    pub(super) line: usize,
}

/// Everything that a file uses of the front end's rooms, and the other crates it names.
pub(super) fn imports(text: &str, place: &Place) -> Result<Vec<Import>> {
    let tokens: TokenStream =
        text.parse().map_err(|error: proc_macro2::LexError| anyhow!("line {}: {error}", error.span().start().line))?;
    let mut scan = Scan { place, module: place.module().to_vec(), found: Vec::new() };
    scan.tokens(tokens);
    scan.found.dedup();
    Ok(scan.found)
}

struct Scan<'a> {
    place: &'a Place,
    module: Vec<String>,
    found: Vec<Import>,
}

impl Scan<'_> {
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                // `+ use<'a>` in a type is no import.
                TokenTree::Ident(name) if name == "use" && !is_less(tokens.get(at + 1)) => {
                    at = self.use_tree(&tokens, at + 1, &[]);
                }
                TokenTree::Ident(name) if name == "mod" => at = self.module(&tokens, at + 1),
                TokenTree::Ident(name) if name == "extern" => at = self.extern_crate(&tokens, at + 1),
                TokenTree::Ident(_) => {
                    let (path, line, next) = path(&tokens, at);
                    if path.len() > 1 {
                        self.add(&path, line);
                    }
                    at = next;
                }
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// `mod name { … }`: inside it, `super` is one step further.
    fn module(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) = (tokens.get(at), tokens.get(at + 1))
            && body.delimiter() == Delimiter::Brace
        {
            self.module.push(name.to_string());
            self.tokens(body.stream());
            self.module.pop();
            return at + 2;
        }
        at
    }

    /// `extern crate name;`, or under another name, which hides all of it.
    fn extern_crate(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        if let (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))) = (tokens.get(at), tokens.get(at + 1))
            && word == "crate"
        {
            let renamed = matches!(tokens.get(at + 2), Some(TokenTree::Ident(word)) if word == "as");
            let name_or_self = if name == "self" { "crate".to_owned() } else { name.to_string() };
            let path = [name_or_self, "*".to_owned()];
            self.add(path.get(..if renamed { 2 } else { 1 }).unwrap_or(&path), name.span().start().line);
            return at + 2;
        }
        at
    }

    /// One branch after another of `use a::{b, c::d as e};`, up to its end.
    fn use_tree(&mut self, tokens: &[TokenTree], mut at: usize, prefix: &[String]) -> usize {
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ';' => return at + 1,
                TokenTree::Ident(_) => {
                    let (mut whole, line, next) = path(tokens, at);
                    whole.splice(0..0, prefix.iter().cloned());
                    at = next;
                    match tokens.get(at) {
                        Some(TokenTree::Group(branches)) => {
                            self.use_tree(&branches.stream().into_iter().collect::<Vec<_>>(), 0, &whole);
                            at += 1;
                        }
                        Some(TokenTree::Punct(mark)) if mark.as_char() == '*' => {
                            whole.push("*".to_owned());
                            self.add(&whole, line);
                            at += 1;
                        }
                        // Another name for it changes nothing, unless it hides the whole crate.
                        Some(TokenTree::Ident(name)) if name == "as" => {
                            let root = matches!(whole.as_slice(), [one] if one == "crate" || one == rules::FRONT);
                            let named = !matches!(tokens.get(at + 1), Some(TokenTree::Ident(name)) if name == "_");
                            if root && named {
                                whole.push("*".to_owned());
                            }
                            self.add(&whole, line);
                            at += 2;
                        }
                        _ => self.add(&whole, line),
                    }
                }
                TokenTree::Group(branches) => {
                    let branches: Vec<TokenTree> = branches.stream().into_iter().collect();
                    self.use_tree(&branches, 0, prefix);
                    at += 1;
                }
                TokenTree::Punct(mark) if mark.as_char() == '*' && !prefix.is_empty() => {
                    let mut whole = prefix.to_vec();
                    whole.push("*".to_owned());
                    self.add(&whole, mark.span().start().line);
                    at += 1;
                }
                _ => at += 1,
            }
        }
        at
    }

    /// Keeps a path if it leads to a room or to another crate, as seen from the front end's root.
    fn add(&mut self, path: &[String], line: usize) {
        let (head, tail) = match path {
            [head, tail @ ..] => (head.as_str(), tail),
            [] => return,
        };
        let in_front = self.place.in_front();
        let resolved = match head {
            rules::FRONT if self.place.krate().sees_rooms() => tail.to_vec(),
            "crate" if in_front => tail.to_vec(),
            "super" | "self" if in_front => self.relative(path),
            // The crate's root sees its rooms by their bare names.
            room if in_front && self.module.is_empty() && rules::is_room(room) => path.to_vec(),
            "crate" | "super" | "self" => return,
            _ => {
                self.keep(path.to_vec(), true, line);
                return;
            }
        };
        let resolved = match resolved.first().and_then(|name| self.place.passed_on(name)) {
            Some(meant) if !resolved.first().is_some_and(|name| rules::is_room(name)) => meant.to_vec(),
            _ => resolved,
        };
        self.keep(resolved, false, line);
    }

    fn relative(&self, path: &[String]) -> Vec<String> {
        let mut module = self.module.clone();
        let mut rest = path;
        while let [step, tail @ ..] = rest {
            match step.as_str() {
                "super" => {
                    module.pop();
                }
                "self" => {}
                _ => break,
            }
            rest = tail;
        }
        module.extend_from_slice(rest);
        module
    }

    fn keep(&mut self, mut path: Vec<String>, foreign: bool, line: usize) {
        path.retain(|part| part != "self");
        if !path.is_empty() {
            self.found.push(Import { path, foreign, line });
        }
    }
}

/// The path that begins at an identifier: its parts, its line, and what follows it.
fn path(tokens: &[TokenTree], mut at: usize) -> (Vec<String>, usize, usize) {
    let mut parts = Vec::new();
    let mut line = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        if parts.is_empty() {
            line = name.span().start().line;
        }
        parts.push(name.to_string());
        at += 1;
        if !(is_colon(tokens.get(at)) && is_colon(tokens.get(at + 1))) {
            return (parts, line, at);
        }
        at += 2;
    }
    (parts, line, at)
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':')
}

fn is_less(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == '<')
}
