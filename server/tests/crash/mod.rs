//! The server's process killed under load, on a disk that fills up: what was acknowledged is stored, what is stored was sent,
//! and after every report was delivered again each counts once.

mod disk_full;
mod killed;
mod reporters;
mod small_disk;
