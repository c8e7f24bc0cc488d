//! `guidang export --parquet`: a program without the feature says how to get it; with the feature, DuckDB reads the tables and gets
//! the figures of progress.json.

use crate::support::{guidang, small_with, stderr};

#[cfg(not(feature = "parquet"))]
#[test]
fn a_program_built_without_the_feature_says_how_to_get_it() {
    let root = small_with(&[]);
    for (lang, phrase) in [("zh", "没有带Parquet导出"), ("en", "built without Parquet")] {
        let output = guidang(root.path(), &["export", "--parquet", "tables", "--lang", lang]);
        assert_eq!(output.status.code(), Some(2));
        let messages = stderr(&output);
        assert!(messages.contains(phrase) && messages.contains("--features parquet"), "{messages}");
    }
    assert!(!root.path().join("tables").exists());
}

#[cfg(feature = "parquet")]
mod with_feature {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use serde_json::Value;

    use super::*;
    use crate::support::{Disk, copy, files, python_with, write};

    /// The rows of a query that runs in the folder: every value as text, `None` for NULL.
    #[track_caller]
    fn ask(python: &Path, folder: &Path, sql: &str) -> Vec<Vec<Option<String>>> {
        let script = "import duckdb, decimal, json, sys\n\
            rows = duckdb.sql(sys.argv[1]).fetchall()\n\
            text = lambda value: value if value is None or isinstance(value, str) else \
            format(value, 'f') if isinstance(value, decimal.Decimal) else str(value)\n\
            print(json.dumps([[text(value) for value in row] for row in rows]))";
        let output =
            Command::new(python).args(["-c", script, sql]).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{sql}\n{}", stderr(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    #[track_caller]
    fn export(root: &Path) -> PathBuf {
        let output = guidang(root, &["export", "--parquet", "tables"]);
        assert!(output.status.success(), "{}", stderr(&output));
        root.join("tables")
    }

    /// A decimal without the zeros that a column of fixed places adds.
    fn plain(decimal: Option<&String>) -> Option<String> {
        let trim = |row: &str| row.trim_end_matches('0').trim_end_matches('.').to_owned();
        decimal.map(|row| if row.contains('.') { trim(row) } else { row.clone() })
    }

    /// The archive of this repository, and its progress.json and entries.csv.
    fn sample() -> (tempfile::TempDir, Value, String) {
        let root = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &root.path().join("content"));
        let output = guidang(root.path(), &["build", "-q"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let data = root.path().join("output/data");
        let progress = serde_json::from_slice(&fs::read(data.join("progress.json")).unwrap());
        let entries = fs::read_to_string(data.join("entries.csv")).unwrap();
        (root, progress.unwrap(), entries)
    }

    #[test]
    fn duckdb_reads_the_figures_of_progress_json() {
        let Some(python) = python_with("duckdb", "GUIDANG_DUCKDB") else { return };
        let (root, progress, csv) = sample();
        let tables = export(root.path());

        type Key = [String; 4];
        let text = |row: &Value| row.as_str().map(str::to_owned);
        let (mut want, mut evidence, mut targets) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        let mut sums: BTreeSet<Key> = BTreeSet::new();
        for target in progress["targets"].as_array().unwrap() {
            let [plan, id, scope] =
                ["plan", "target", "scope"].map(|row| text(&target[row]).unwrap());
            let words = ["indicator", "unit", "direction", "aggregate", "every", "status"];
            let mut line = vec![Some(plan.clone()), Some(id.clone()), Some(scope.clone())];
            line.extend(words.map(|word| text(&target[word])));
            line.push(text(&target["value"]));
            line.extend(["periods_met", "periods_due"].map(|row| Some(target[row].to_string())));
            targets.push(line);
            for period in target["periods"].as_array().unwrap() {
                let key = [&plan, &id, &scope, &text(&period["start"]).unwrap()].map(Clone::clone);
                let values = ["end", "actual", "expected", "status"].map(|row| text(&period[row]));
                let hidden = period.get("suppressed").is_some();
                if target["aggregate"] == "sum"
                    && !hidden
                    && period["records"] != Value::Array(vec![])
                {
                    sums.insert(key.clone());
                }
                for record in period["records"].as_array().unwrap() {
                    evidence.insert((key.clone(), text(record).unwrap()));
                }
                assert_eq!(want.insert(key, (values, hidden)), None);
            }
        }
        assert!(want.len() > 100 && sums.len() > 20 && evidence.len() > 100, "enough to compare");

        let rows = ask(
            &python,
            &tables,
            "SELECT plan, target, scope, start, \"end\", actual, expected, status, suppressed \
             FROM 'periods/*/*.parquet'",
        );
        let key = |row: &[Option<String>]| [0, 1, 2, 3].map(|at| row[at].clone().unwrap());
        let exported: BTreeMap<Key, _> = rows
            .iter()
            .map(|row| {
                let [end, status] = [&row[4], &row[7]].map(Clone::clone);
                let values = [end, plain(row[5].as_ref()), plain(row[6].as_ref()), status];
                (key(row), (values, row[8].as_deref() == Some("True")))
            })
            .collect();
        assert_eq!(exported.len(), rows.len());
        for (key, period) in &want {
            assert_eq!(exported.get(key), Some(period), "{key:?}");
        }
        assert_eq!(exported.len(), want.len());

        let mut rows = ask(
            &python,
            &tables,
            "SELECT plan, target, scope, indicator, unit, direction, aggregate, every, status, value, \
             periods_met, periods_due FROM 'targets/*/*.parquet'",
        );
        for row in &mut rows {
            row[9] = plain(row[9].as_ref());
        }
        rows.sort();
        targets.sort();
        for (row, target) in rows.iter().zip(&targets) {
            assert_eq!(row, target);
        }
        assert_eq!(rows.len(), targets.len());

        let rows = ask(
            &python,
            &tables,
            "SELECT plan, target, scope, start, record FROM 'evidence/*/*.parquet'",
        );
        let exported: BTreeSet<_> =
            rows.iter().map(|row| (key(row), row[4].clone().unwrap())).collect();
        assert_eq!(exported.len(), rows.len());
        assert!(exported == evidence, "{:?}", exported.symmetric_difference(&evidence).next());

        // Every line of entries.csv, with the words that replace suppressed values.
        let rows = ask(
            &python,
            &tables,
            "SELECT record, school, date, measure, value, text, suppressed FROM 'entries/*/*.parquet'",
        );
        let mut exported: Vec<String> = rows
            .iter()
            .map(|row| {
                let shown = plain(row[4].as_ref()).or_else(|| row[5].clone()).unwrap_or_default();
                let head: Vec<&str> = row[..4].iter().flatten().map(String::as_str).collect();
                assert_eq!(row[6].as_deref() == Some("True"), shown.is_empty(), "{row:?}");
                format!("{},{shown}", head.join(","))
            })
            .collect();
        let mut want: Vec<String> = csv::Reader::from_reader(csv.as_bytes())
            .records()
            .map(|row| {
                let row = row.unwrap();
                let hidden = row[4].starts_with('＜');
                let fields: Vec<&str> = row.iter().take(4).collect();
                format!("{},{}", fields.join(","), if hidden { "" } else { &row[4] })
            })
            .collect();
        exported.sort();
        want.sort();
        assert_eq!(exported.len(), want.len());
        for (line, want) in exported.iter().zip(&want) {
            assert_eq!(line, want);
        }

        // The queries of the manual run, and the one that adds up again gets every sum.
        let manual = include_str!("../../docs/analysis.md");
        let queries: Vec<&str> = manual
            .split("```sql\n")
            .skip(1)
            .map(|part| part.split("```").next().unwrap())
            .collect();
        assert_eq!(queries.len(), 4);
        let behind = ask(&python, &tables, queries[0]);
        assert!(!behind.is_empty());
        let again = ask(&python, &tables, queries[1]);
        for row in &again {
            assert_eq!(plain(row[4].as_ref()), plain(row[5].as_ref()), "{row:?}");
        }
        let exported: BTreeSet<Key> = again.iter().map(|row| key(row)).collect();
        assert!(exported.is_subset(&sums), "{:?}", exported.difference(&sums).next());
        let sensitive = "SELECT plan, target, scope FROM 'targets/*/*.parquet' WHERE sensitive";
        let sensitive = ask(&python, &tables, sensitive);
        for left_out in sums.difference(&exported) {
            let has_parts_withheld = sensitive
                .iter()
                .any(|row| row.iter().zip(left_out).all(|(a, b)| a.as_deref() == Some(b)));
            assert!(has_parts_withheld, "{left_out:?}");
        }
        assert!(ask(&python, &tables, queries[2]).len() > 10);

        // Two counties side by side: twice as much.
        for county in ["a", "b"] {
            for table in ["entries", "periods"] {
                let to = root.path().join(format!("archives/{table}/county={county}"));
                copy(&tables.join(table), &to);
            }
        }
        let per_county = ask(&python, root.path(), queries[3]);
        let (a, b): (Vec<_>, Vec<_>) =
            per_county.into_iter().partition(|row| row[0].as_deref() == Some("a"));
        assert!(!a.is_empty());
        let rest = |rows: &[Vec<Option<String>>]| -> Vec<Vec<Option<String>>> {
            rows.iter().map(|row| row[1..].to_vec()).collect()
        };
        assert_eq!(rest(&a), rest(&b));
        assert!(a.iter().any(|row| row[1].as_deref() == Some("2022-2023-2")), "{:?}", a[0]);
    }

    #[test]
    fn the_same_archive_gives_the_same_bytes_and_old_tables_are_removed() {
        let (root, ..) = sample();
        let first = files(&export(root.path()));
        assert!(first.contains_key("_guidang.json"));
        assert_eq!(files(&export(root.path())), first);
        // A term whose records are gone has no part any more: it would be counted.
        let left = small_with(&[]);
        copy(&root.path().join("tables"), &left.path().join("tables"));
        let after = files(&export(left.path()));
        assert!(after.keys().filter(|path| path.starts_with("records/")).count() < 4, "{after:?}");
    }

    #[test]
    fn sites_folders_and_sources_are_left_alone() {
        let (root, ..) = sample();
        let site = files(&root.path().join("output"));
        write(root.path(), "mine/notes.txt", b"x");
        for (folder, phrase) in
            [("output", "网站"), ("mine", "不是"), ("content/tables", "content"), (".", "")]
        {
            let output = guidang(root.path(), &["export", "--parquet", folder]);
            assert_eq!(output.status.code(), Some(2), "{folder}: {}", stderr(&output));
            assert!(stderr(&output).contains(phrase), "{folder}: {}", stderr(&output));
        }
        assert_eq!(files(&root.path().join("output")), site);
        write(root.path(), "content/学校/bad/school.yaml", "名称: [".as_bytes());
        let output = guidang(root.path(), &["export", "--parquet", "tables"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("先改好再导出"), "{}", stderr(&output));
        assert!(!root.path().join("tables").exists());
    }

    #[test]
    fn a_full_disk_keeps_the_previous_tables() {
        let (root, ..) = sample();
        let needed: usize = files(&export(root.path())).values().map(Vec::len).sum();
        let disk = root.path().join("disk");
        let size = format!("{}k", needed / 2 / 1024);
        let Some(full) = Disk::mount(&disk, &size) else { return };
        write(&disk, "tables/.guidang", b"guidang site 1\n");
        write(&disk, "tables/_guidang.json", b"{}");
        let output = guidang(root.path(), &["export", "--parquet", "disk/tables"]);
        let left = files(&disk);
        drop(full);
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert!(stderr(&output).contains("磁盘空间已满"), "{}", stderr(&output));
        let left: Vec<String> = left.into_keys().collect();
        assert_eq!(left, ["tables/.guidang", "tables/_guidang.json"]);
    }

    #[test]
    fn drafts_are_not_exported() {
        let Some(python) = python_with("duckdb", "GUIDANG_DUCKDB") else { return };
        let root = small_with(&[]);
        let draft =
            "---\n标题: 草稿一则\n日期: 2024-03-20\n类型: 送教\n草稿: true\n---\n\n未定。\n";
        write(root.path(), "content/学校/shiyan/活动/2024-03-20-caogao.md", draft.as_bytes());
        let tables = export(root.path());
        let count = |sql: &str| ask(&python, &tables, sql)[0][0].clone().unwrap();
        assert_eq!(
            count("SELECT COUNT(*) FROM 'records/*/*.parquet' WHERE title = '草稿一则'"),
            "0"
        );
        assert_ne!(count("SELECT COUNT(*) FROM 'records/*/*.parquet'"), "0");
        for bytes in files(&tables).values() {
            let hidden = "草稿一则".as_bytes();
            assert!(!bytes.windows(hidden.len()).any(|row| row == hidden));
        }
    }
}
