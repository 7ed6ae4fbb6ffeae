//! What a visitor has chosen of how pages are shown.
//!
//! It is kept on the device as a JSON object whose members become `data-` attributes of the page's root, by the script that starts the
//! page, as soon as it runs; `style/chosen.css` says what each does. What is as usual is not a member.

/// The smallest size of text.
pub const SMALLEST: i8 = -1;

/// The largest.
pub const LARGEST: i8 = 3;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Device,
    /// Light, whatever the device has.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Device, Self::Light, Self::Dark];

    /// Its name as a value; empty for the device's.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// All that can be chosen. The default is as the site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Steps from the usual size of text, [`SMALLEST`] to [`LARGEST`].
    pub size: i8,
    /// More room between lines, words and letters.
    pub spacing: bool,
    /// More contrast.
    pub contrast: bool,
    /// Light or dark.
    pub theme: Theme,
    /// Whether a single key leads to the field for searching (WCAG 2.1.4: it must be possible to turn that off).
    pub keys: bool,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { size: 0, spacing: false, contrast: false, theme: Theme::Device, keys: true }
    }
}

/// The names of what is kept.
pub const NAMES: [&str; 5] = ["size", "spacing", "contrast", "theme", "keys"];

impl Chosen {
    /// Reads it from the attributes of the page's root, by their names; what is none of the allowed is as usual.
    #[must_use]
    pub fn read(attribute: impl Fn(&str) -> Option<String>) -> Self {
        let size = attribute("size").and_then(|size| size.parse().ok()).unwrap_or(0);
        let theme = attribute("theme").unwrap_or_default();
        Self {
            size: if (SMALLEST..=LARGEST).contains(&size) { size } else { 0 },
            spacing: attribute("spacing").is_some(),
            contrast: attribute("contrast").is_some(),
            theme: Theme::ALL.into_iter().find(|known| known.name() == theme).unwrap_or_default(),
            keys: attribute("keys").is_none(),
        }
    }

    /// The values of [`NAMES`], in their order; `None` for what is as usual.
    #[must_use]
    pub fn attributes(&self) -> [Option<String>; 5] {
        let set = |set: bool, value: &str| set.then(|| value.to_owned());
        [
            (self.size != 0).then(|| self.size.to_string()),
            set(self.spacing, "wide"),
            set(self.contrast, "more"),
            set(self.theme != Theme::Device, self.theme.name()),
            set(!self.keys, "off"),
        ]
    }

    /// What is kept of it; `None` where all is as usual.
    #[must_use]
    pub fn json(&self) -> Option<String> {
        let members = NAMES.iter().zip(self.attributes());
        // Neither names nor values need escapes.
        let members: Vec<String> =
            members.filter_map(|(name, value)| Some(format!("\"{name}\":\"{}\"", value?))).collect();
        (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
    }

    /// One size up or down, within what there is.
    #[must_use]
    pub fn resized(&self, steps: i8) -> Self {
        Self { size: self.size.saturating_add(steps).clamp(SMALLEST, LARGEST), ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        for chosen in [
            Chosen::default(),
            Chosen { size: 3, spacing: true, contrast: true, theme: Theme::Dark, keys: false },
            Chosen { size: -1, theme: Theme::Light, ..Chosen::default() },
        ] {
            let attributes = chosen.attributes();
            let read = |name: &str| {
                let at = NAMES.iter().position(|known| *known == name).unwrap();
                attributes[at].clone()
            };
            assert_eq!(Chosen::read(read), chosen);
        }
        assert_eq!(Chosen::default().json(), None);
        let dark = Chosen { size: -1, theme: Theme::Dark, keys: false, ..Chosen::default() };
        assert_eq!(dark.json().as_deref(), Some(r#"{"size":"-1","theme":"dark","keys":"off"}"#));
    }

    #[test]
    fn what_is_wrong_is_as_usual() {
        let wrong = |name: &str| match name {
            "size" => Some("99".to_owned()),
            "theme" => Some("<b>".to_owned()),
            _ => None,
        };
        assert_eq!(Chosen::read(wrong), Chosen::default());
    }

    #[test]
    fn sizes_have_ends() {
        let sizes = |steps: i8| Chosen { size: LARGEST, ..Chosen::default() }.resized(steps).size;
        assert_eq!((sizes(1), sizes(-1), sizes(-100)), (LARGEST, 2, SMALLEST));
    }
}
