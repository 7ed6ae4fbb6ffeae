//! The namespaces that feeds use.

/// What a name belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Space {
    /// None, or that of RSS 1.0 and of sitemaps, whose names are told apart by the root.
    #[default]
    Plain,
    /// Atom 1.0 and 0.3.
    Atom,
    /// RSS content module.
    Content,
    /// Dublin Core elements and terms.
    Dc,
    /// Media RSS.
    Media,
    /// iTunes podcasts.
    Itunes,
    /// RDF.
    Rdf,
    /// XHTML.
    Xhtml,
    /// Google's news extension of sitemaps.
    News,
    /// Google's image extension of sitemaps.
    Image,
    /// `xml:` itself.
    Xml,
    /// Any other, which is left alone.
    Other,
}

impl Space {
    /// Of a namespace's name. Old feeds write some of them in several ways.
    pub(super) fn of_name(name: &str) -> Self {
        let name = name.trim();
        match name {
            "" => Self::Plain,
            _ if name.contains("purl.org/atom") || name.contains("w3.org/2005/Atom") => Self::Atom,
            _ if name.contains("purl.org/rss/1.0/modules/content") => Self::Content,
            _ if name.contains("purl.org/dc/") => Self::Dc,
            _ if name.contains("search.yahoo.com/mrss") => Self::Media,
            _ if name.contains("itunes.com/dtds/") => Self::Itunes,
            _ if name.contains("w3.org/1999/02/22-rdf-syntax-ns") => Self::Rdf,
            _ if name.contains("w3.org/1999/xhtml") => Self::Xhtml,
            _ if name.contains("schemas/sitemap-news") => Self::News,
            _ if name.contains("schemas/sitemap-image") => Self::Image,
            _ if name.contains("purl.org/rss/1.0") || name.contains("my.netscape.com/rdf") => Self::Plain,
            _ if name.contains("backend.userland.com") || name.contains("sitemaps.org/schemas") => Self::Plain,
            _ if name.contains("google.com/schemas/sitemap/") => Self::Plain,
            _ => Self::Other,
        }
    }

    /// Of a prefix that a document uses without saying what it means.
    pub(super) fn of_prefix(prefix: &str) -> Self {
        match prefix {
            "" => Self::Plain,
            "atom" | "atom10" | "a10" => Self::Atom,
            "content" => Self::Content,
            "dc" | "dcterms" | "dct" => Self::Dc,
            "media" => Self::Media,
            "itunes" => Self::Itunes,
            "rdf" => Self::Rdf,
            "xhtml" => Self::Xhtml,
            "news" => Self::News,
            "image" => Self::Image,
            "xml" => Self::Xml,
            _ => Self::Other,
        }
    }
}
