//! A WordPress of our own: MariaDB, PHP's own web server and a copy of WordPress in a scratch folder, ended with this
//! process however that ends.
//!
//! Tests of the embed kit and of reading from WordPress share it, so it is a crate of its own; it knows nothing of either.

mod files;
mod posts;
mod processes;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

pub use posts::POSTS;
use processes::Processes;

/// What says where the files of WordPress are.
pub const VARIABLE: &str = "BANTIN_WORDPRESS";

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

const CONFIG: &str = include_str!("wp-config.php");
const ALONE: &str = include_str!("alone.php");
const ROUTER: &str = include_str!("router.php");
const RUN: &str = include_str!("run.php");
const INSTALL: &str = include_str!("install.php");

/// The name of the only user, who may do everything.
pub const USER: &str = "bien-tap";

/// What the installation wants as their password; tests sign in by [`Wordpress::cookie`].
const PASSWORD: &str = "mat-khau-thu-nghiem";

/// The folder of WordPress's files, where the environment names one.
#[must_use]
pub fn files() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// A running WordPress.
pub struct Wordpress {
    processes: Processes,
    folder: TempDir,
    url: String,
    application_password: String,
}

impl Wordpress {
    /// Starts and installs one from the folder of its files, in a language such as `vi` (empty: English).
    ///
    /// # Errors
    /// When a file cannot be copied, or when MariaDB, PHP or the installation fails.
    pub fn start(files: &Path, language: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        processes::let_in(folder.path())?;
        let root = folder.path().join("www");
        files::copy(files, &root, language)?;
        let address = processes::free_address()?;
        let url = format!("http://{address}");
        let config = CONFIG.replace("{folder}", &folder.path().to_string_lossy()).replace("{url}", &url);
        std::fs::write(root.join("wp-config.php"), config)?;
        std::fs::write(folder.path().join("router.php"), ROUTER)?;
        std::fs::create_dir_all(root.join("wp-content/mu-plugins"))?;
        std::fs::write(root.join("wp-content/mu-plugins/alone.php"), ALONE)?;
        let mut processes = Processes::start(folder.path(), &address)?;
        let started = Instant::now();
        while !processes.answer(folder.path(), &address) {
            ensure!(
                processes.live()? && started.elapsed() < PATIENCE,
                "it does not start: {}",
                processes::said(folder.path())
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut wordpress = Self { processes, folder, url, application_password: String::new() };
        let given = [USER, language, PASSWORD].map(Into::into);
        wordpress.application_password = serde_json::from_value(wordpress.run(INSTALL, &given, "install")?)?;
        Ok(wordpress)
    }

    /// Its address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The password of [`USER`] for HTTP's basic authentication to the REST API.
    #[must_use]
    pub fn application_password(&self) -> &str {
        &self.application_password
    }

    /// The folder that visitors are served from.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("www")
    }

    /// What a PHP script returns (`return …;`) that runs inside this WordPress, as [`USER`].
    ///
    /// # Errors
    /// When it ends with an error or returns what is no JSON.
    pub fn php(&self, script: &str) -> Result<Value> {
        self.php_with(script, &[])
    }

    /// The same; the script finds the values in `$given`.
    ///
    /// # Errors
    /// As [`Wordpress::php`].
    pub fn php_with(&self, script: &str, given: &[Value]) -> Result<Value> {
        self.run(script, given, "inside")
    }

    fn run(&self, script: &str, given: &[Value], how: &str) -> Result<Value> {
        let script = format!("<?php {}", script.trim_start_matches("<?php"));
        let file = tempfile::Builder::new().suffix(".php").tempfile_in(self.folder.path())?;
        std::fs::write(file.path(), script)?;
        let answer = tempfile::NamedTempFile::new_in(self.folder.path())?;
        let mut php = Command::new("php");
        php.args(processes::PHP_SETTINGS).args(["-d", "display_errors=stderr", "-r"]);
        php.arg(RUN.trim_start_matches("<?php")).args([file.path(), answer.path()]);
        php.arg(serde_json::to_string(given)?).arg(how);
        let done = php.current_dir(self.root()).stdin(Stdio::null()).output().context("`php` cannot be started")?;
        let said = || format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        ensure!(done.status.success(), "the script failed: {}", said());
        let answer = std::fs::read(answer.path())?;
        serde_json::from_slice(&answer).with_context(|| format!("the script did not end: {}", said()))
    }

    /// The value of the header `Cookie` of a browser in which [`USER`] is signed in.
    ///
    /// # Errors
    /// When WordPress makes none.
    pub fn cookie(&self) -> Result<String> {
        let script = "$token = WP_Session_Tokens::get_instance(1)->create(time() + DAY_IN_SECONDS);
            $cookie = function ($kind) use ($token) { return rawurlencode(wp_generate_auth_cookie(1, time() + DAY_IN_SECONDS, $kind, $token)); };
            return AUTH_COOKIE . '=' . $cookie('auth') . '; ' . LOGGED_IN_COOKIE . '=' . $cookie('logged_in');";
        Ok(serde_json::from_value(self.php(script)?)?)
    }

    /// Shows the site in another theme, by its folder's name.
    ///
    /// # Errors
    /// When there is none such.
    pub fn activate_theme(&self, theme: &str) -> Result<()> {
        let script = "if (!wp_get_theme($given[0])->exists()) throw new Exception('no such theme');
            switch_theme($given[0]); return true;";
        self.php_with(script, &[theme.into()]).map(drop)
    }

    /// Copies a plugin's folder in and activates it. Its main file has the folder's name.
    ///
    /// # Errors
    /// When it cannot be copied or does not activate.
    pub fn install_plugin(&self, plugin: &Path) -> Result<()> {
        let name = plugin.file_name().context("a plugin's folder has a name")?.to_string_lossy().into_owned();
        files::copy(plugin, &self.root().join("wp-content/plugins").join(&name), "")?;
        let script = "require_once ABSPATH . 'wp-admin/includes/plugin.php';
            $done = activate_plugin($given[0]);
            if (is_wp_error($done)) throw new Exception($done->get_error_message());
            return true;";
        self.php_with(script, &[format!("{name}/{name}.php").into()]).map(drop)
    }

    /// What PHP has noted so far: errors, warnings and notices of every request and script, but for those about WordPress's
    /// own HTTP library, where it is older than the PHP it runs on.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn log(&self) -> Result<String> {
        let log = self.folder.path().join("debug.log");
        let log = if log.exists() { std::fs::read_to_string(log)? } else { String::new() };
        let is_own = |line: &str| line.contains("PHP Deprecated:") && line.contains("/www/wp-includes/Requests/");
        Ok(log.lines().filter(|line| !is_own(line)).map(|line| format!("{line}\n")).collect())
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn is_running(&mut self) -> Result<bool> {
        self.processes.live()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn it_runs_scripts_and_ends_with_its_value() {
        let Some(files) = files() else {
            println!("NOT TESTED: WordPress. {VARIABLE} does not name the folder of its files");
            return;
        };
        let mut wordpress = Wordpress::start(&files, "").unwrap();
        assert_eq!(wordpress.php("return get_option('blogname');").unwrap(), "Phường Thử");
        assert_eq!(wordpress.php_with("return $given[0] + 1;", &[41.into()]).unwrap(), 42);
        assert!(wordpress.php("throw new Exception('so it is');").unwrap_err().to_string().contains("so it is"));
        assert!(wordpress.activate_theme("none").is_err());
        assert!(wordpress.is_running().unwrap());
        let (folder, address) = (wordpress.root(), wordpress.url().trim_start_matches("http://").to_owned());
        assert!(folder.exists() && TcpStream::connect(&address).is_ok());
        drop(wordpress);
        assert!(!folder.exists() && TcpStream::connect(&address).is_err());
    }
}
