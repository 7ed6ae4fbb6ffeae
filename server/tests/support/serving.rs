//! The real program, started and killed.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// A server's process. It is killed with this value, as no program can prevent.
pub struct Serving {
    child: Child,
    pub address: String,
}

impl Serving {
    /// Starts what this command starts, which says where it listens.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let Some(address) = line.trim_end().strip_prefix("listening on http://") else {
            let output = child.wait_with_output().unwrap();
            panic!("it did not start: {}", String::from_utf8_lossy(&output.stderr));
        };
        let address = address.trim_end_matches('/').to_owned();
        // Nobody reads its log, which must not stop it.
        let mut log = child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self { child, address }
    }

    /// Kills it.
    pub fn kill(self) {
        drop(self);
    }

    /// The visits that it shows.
    pub fn visits(&self) -> u64 {
        let answer =
            ask(&self.address, "GET /api/v1/sites/demo/counts HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let body = answer.as_deref().and_then(|answer| answer.split_once("\r\n\r\n")).unwrap().1;
        let counts: serde_json::Value = serde_json::from_str(body).unwrap();
        counts["visits"]["total"].as_u64().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The program, with this data folder.
pub fn program(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bantin-server"));
    command.args(arguments).arg("--data").arg(data);
    command
}

/// The program in a folder, with the settings that are in it.
pub fn program_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bantin-server"));
    command.args(arguments).current_dir(folder);
    command
}

/// Whatever a command says must be well.
pub fn done(output: Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// An answer; `None` where the server went away.
pub fn ask(address: &str, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
