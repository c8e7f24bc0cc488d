//! temp
#![allow(clippy::all, warnings)]
use guidang::*;
struct S {
    root: std::path::PathBuf,
    paths: Vec<String>,
}
impl parse::Source for S {
    fn paths(&self) -> Vec<&str> {
        self.paths.iter().map(|s| s.as_str()).collect()
    }
    fn bytes(&self, path: &str) -> Result<Vec<u8>, fault::Fault> {
        Ok(std::fs::read(self.root.join(path)).unwrap())
    }
}
fn main() {
    for root in std::env::args().skip(1) {
        let root = std::path::PathBuf::from(root);
        let mut paths = vec![];
        for e in walkdir::WalkDir::new(root.join("content")) {
            let e = e.unwrap();
            if e.file_type().is_file() {
                paths.push(e.path().strip_prefix(&root).unwrap().to_str().unwrap().to_string());
            }
        }
        paths.sort();
        let s = S { root: root.clone(), paths };
        let t = std::time::Instant::now();
        let mut p = parse::archive(&s).unwrap();
        diag::sort(&mut p.diagnostics);
        eprintln!(
            "{root:?}: {:?} records {} plans {} diags {}",
            t.elapsed(),
            p.archive.records.len(),
            p.archive.plans.len(),
            p.diagnostics.len()
        );
        let style = diag::Style { lang: lang::Lang::Zh, colour: false, most_of_a_file: 20 };
        print!(
            "{}",
            diag::text(&p.diagnostics, style, &mut |f, l| std::fs::read(root.join(f))
                .ok()
                .and_then(|b| read::decode(&b).ok())
                .and_then(|d| d.text.lines().nth(l as usize - 1).map(String::from)))
        );
    }
}
