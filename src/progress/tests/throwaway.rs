use super::build::{archive, day};
use crate::progress::*;
use serde_json::{Value, json};
#[test]
fn fixtures() {
    for f in 1..=14 {
        let text = std::fs::read_to_string(format!("/tmp/gdport/{f:02}.txt")).unwrap();
        let ids = std::fs::read_to_string(format!("/tmp/gdport/{f:02}.ids")).unwrap();
        let ids: Vec<&str> = ids.lines().collect();
        let as_of = text.lines().find_map(|l| l.strip_prefix("#as_of ")).map(day);
        let text: String =
            text.lines().filter(|l| !l.starts_with('#')).map(|l| format!("{l}\n")).collect();
        let a = archive(&text);
        let as_of = as_of.or(a.latest_day()).unwrap();
        let (r, found) = read(&a, as_of);
        let e: Value = serde_json::from_str(
            &std::fs::read_to_string(format!("/work/shared/fixtures/{f:02}/expected.json"))
                .unwrap(),
        )
        .unwrap();
        let recs = |v: Vec<RecordIx>| {
            let mut v: Vec<String> = v.into_iter().map(|i| a.record(i).title.clone()).collect();
            v.sort();
            v.dedup();
            v
        };
        let targets: Vec<Value> = r.targets.iter().map(|t| json!({
            "plan": ids[t.plan.0], "scope": match t.scope { JudgedScope::Joint => "joint", JudgedScope::School(s) => &a.school(s).id },
            "status": t.status, "periods_met": t.periods_met, "periods_due": t.periods_due,
            "periods": t.periods.iter().map(|p| json!({"start": p.period.first.to_string(), "end": p.period.last.to_string(),
              "actual": p.actual.as_ref().map(|x| x.rounded(6)), "expected": p.expected.as_ref().map(|x| x.rounded(4)), "status": p.status,
              "records": recs(p.entries.iter().map(|e| e.record).collect())})).collect::<Vec<_>>()})).collect();
        let actions: Vec<Value> = r.actions.iter().map(|t| json!({"plan": ids[t.action.plan.0], "status": t.status, "records": recs(t.records.clone())})).collect();
        assert_eq!(e["as_of"], json!(as_of.to_string()));
        let strip = |v: &Value, keep: &[&str]| -> Vec<Value> {
            v.as_array()
                .unwrap()
                .iter()
                .map(|o| {
                    Value::Object(keep.iter().map(|k| (k.to_string(), o[*k].clone())).collect())
                })
                .collect()
        };
        let et = strip(
            &e["targets"],
            &["plan", "scope", "status", "periods_met", "periods_due", "periods"],
        );
        assert_eq!(et.len(), targets.len(), "{f}");
        for (x, y) in et.iter().zip(&targets) {
            assert_eq!(x, y, "{f}");
        }
        let ea = strip(&e["actions"], &["plan", "status", "records"]);
        assert_eq!(ea, actions, "{f}");
        println!(
            "{f} same; {} targets {} actions {} findings, {} rows",
            targets.len(),
            actions.len(),
            found.len(),
            r.completeness.len()
        );
        for x in found {
            println!("   {x:?}");
        }
    }
}
#[test]
fn bench() {
    let mut t = String::new();
    for s in 0..300 {
        t += &format!("school s{s:03}\n");
    }
    for p in 0..150 {
        t += &format!("pair s{p:03} s{:03} 2012-09-01..\n", p + 150);
    }
    t += "indicator x sum at_least\nindicator names distinct at_least\nindicator last last at_least across=sum\nindicator mean mean at_least\nindicator rate ratio at_least unit=%\nindicator n count at_least of=visit/\n";
    let inds = ["x", "names", "last", "mean", "rate", "n"];
    t += "plan all 2012-09-01..2024-08-31\n";
    for i in inds {
        t += &format!(
            "target {i} 10 every=month\ntarget {i} 10 every=month scope=each\ntarget {i} 10 every=year scope=each\n"
        );
    }
    for y in 2012..2024 {
        for s in 0..300 {
            t += &format!("plan s{s:03} {y}-09-01..{}-08-31\n", y + 1);
            for i in inds {
                t += &format!("target {i} 10 every=month\ntarget {i} 10 every=term\n");
            }
            t += "action times=2\n";
        }
        for p in 0..150 {
            t += &format!("plan pair{p} {y}-09-01..{}-08-31\n", y + 1);
            for i in inds {
                t += &format!("target {i} 10 every=month scope=helped\n");
            }
        }
    }
    let day = |k: u64| {
        let k = k.wrapping_mul(0x9E3779B97F4A7C15) >> 20;
        format!("{}-{:02}-{:02}", 2012 + k % 12, 1 + k / 12 % 12, 1 + k / 144 % 28)
    };
    for k in 0..100_000u64 {
        let s = k % 300;
        t += &format!(
            "visit s{s:03} {} x={} rate=3:4 last={} {}\n",
            day(k),
            k % 50,
            k % 7,
            if k % 3 == 0 { "plan=0" } else { "" }
        );
    }
    for l in 0..3000u64 {
        t += &format!("ledger s{:03} x:data names:secret mean:data\n", l % 300);
        for r in 0..333 {
            let k = l * 1000 + r;
            t += &format!("row {} {} h{} {}\n", day(k), k % 13, k % 5000, k % 17);
        }
    }
    let a = archive(&t);
    drop(t);
    let mem = || {
        std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .filter(|l| l.starts_with("VmRSS") || l.starts_with("VmHWM"))
            .map(String::from)
            .collect::<Vec<_>>()
            .join(" ")
    };
    println!("{}", mem());
    let n = std::time::Instant::now();
    let e = entries::Entries::of(&a, Day::new(2024, 8, 31).unwrap());
    println!("entries {:?} {}", n.elapsed(), mem());
    drop(e);
    let n = std::time::Instant::now();
    let (r, f) = read(&a, Day::new(2024, 8, 31).unwrap());
    println!(
        "read {:?} targets {} periods {} findings {} {}",
        n.elapsed(),
        r.targets.len(),
        r.targets.iter().map(|t| t.periods.len()).sum::<usize>(),
        f.len(),
        mem()
    );
    let n = std::time::Instant::now();
    let u = Uses::of(&r, a.records.len());
    println!("uses {:?} {} {}", n.elapsed(), u.counting(RecordIx(5)).len(), mem());
    let n = std::time::Instant::now();
    let c = completeness::read(&a, Day::new(2024, 8, 31).unwrap());
    println!("completeness {:?} {}", n.elapsed(), c.len());
}
