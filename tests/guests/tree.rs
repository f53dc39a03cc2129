//! Makes a tree of files, walks, renames and rewrites it, prints what is there, and removes it again.
//!
//!     tree DIRECTORY FILES
//!
//! The output depends only on FILES: natively and as a WASI guest it must be the same.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const FAN_OUT: usize = 20;

/// The number's digits are the path.
fn path_of(root: &Path, number: usize, suffix: &str) -> PathBuf {
    let first = format!("d{}", number % FAN_OUT);
    let second = format!("d{}", number / FAN_OUT % FAN_OUT);
    root.join(first).join(second).join(format!("f{}{}", number, suffix))
}

fn line(number: usize) -> String {
    format!("file {} of the tree\n", number).repeat(number % 5 + 1)
}

#[derive(Default)]
struct Totals {
    files: u64,
    directories: u64,
    bytes: u64,
    /// Of the hashes of path and content, whatever order a directory is read in.
    sum: u64,
}

fn hash(start: u64, data: &[u8]) -> u64 {
    data.iter().fold(start, |h, &byte| (h ^ u64::from(byte)).wrapping_mul(1099511628211))
}

fn walk(root: &Path, path: &Path, totals: &mut Totals) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let child = entry.path();
        let name = child.strip_prefix(root).unwrap().to_str().unwrap();
        let mut h = hash(14695981039346656037, name.as_bytes());
        if entry.file_type()?.is_dir() {
            totals.directories += 1;
            walk(root, &child, totals)?;
        } else {
            let mut content = Vec::new();
            File::open(&child)?.read_to_end(&mut content)?;
            assert_eq!(content.len() as u64, entry.metadata()?.len());
            totals.files += 1;
            totals.bytes += content.len() as u64;
            h = hash(h, &content);
        }
        totals.sum = totals.sum.wrapping_add(h);
    }
    Ok(())
}

fn report(what: &str, root: &Path) -> io::Result<()> {
    let mut t = Totals::default();
    walk(root, root, &mut t)?;
    println!("{}: {} files, {} directories, {} bytes, {:016x}", what, t.files, t.directories, t.bytes, t.sum);
    Ok(())
}

fn run(root: &Path, count: usize) -> io::Result<()> {
    fs::create_dir(root)?;
    for i in 0..count {
        let path = path_of(root, i, "");
        fs::create_dir_all(path.parent().unwrap())?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(line(i).as_bytes())?;
    }
    report("written", root)?;
    for i in (0..count).step_by(3) {
        let to = if i % 2 == 0 { path_of(root, i, ".moved") } else { path_of(root, (i + 1).min(count - 1), "") };
        fs::rename(path_of(root, i, ""), to)?;
    }
    report("renamed", root)?;
    for i in (1..count).step_by(3) {
        let mut file = OpenOptions::new().read(true).write(true).create(true).open(path_of(root, i, ""))?;
        let size = file.seek(SeekFrom::End(0))?;
        if i % 2 == 0 {
            file.set_len(size / 2)?;
        }
        file.seek(SeekFrom::Start(size / 2))?;
        file.write_all(line(i + count).as_bytes())?;
    }
    report("rewritten", root)?;
    for i in (2..count).step_by(3) {
        fs::remove_file(path_of(root, i, ""))?;
    }
    report("thinned", root)?;
    fs::remove_dir_all(root)?;
    assert_eq!(fs::metadata(root).unwrap_err().kind(), io::ErrorKind::NotFound);
    println!("removed");
    Ok(())
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.len() != 3 {
        eprintln!("usage: tree DIRECTORY FILES");
        std::process::exit(2);
    }
    let count = args[2].parse().expect("FILES is a number");
    if let Err(error) = run(Path::new(&args[1]), count) {
        eprintln!("tree: {}", error);
        std::process::exit(1);
    }
}
