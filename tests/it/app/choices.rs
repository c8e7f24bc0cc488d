//! What the app offers to choose, and how it says what is behind.

use super::client::App;
use crate::support::small_with;

const SUMMARY: &str = "---\n标题: 学期总结\n日期: 2024-06-20\n---\n\n已完成。\n";
const HONOUR: &str = "---\n标题: 论文获奖\n日期: 2024-06-01\n类型: 论文\n---\n";

#[test]
fn types_are_those_of_the_kind_and_targets_are_due_by_their_period() {
    let root = small_with(&[
        ("content/学校/shiyan/总结/2024-06-20-总结.md", SUMMARY.as_bytes()),
        ("content/学校/shiyan/荣誉/2024-06-01-论文.md", HONOUR.as_bytes()),
    ]);
    let app = App::start(root.path()).ready();
    let types =
        |kind: &str| app.told(&format!("lists?school=shiyan&kind={kind}"))["lists"]["type"].clone();
    assert_eq!(types("visit"), serde_json::json!(["看一日活动", "送教下乡"]));
    assert_eq!(types("honour"), serde_json::json!(["论文"]));
    let today = app.told("today");
    let behind = &today["behind"][0];
    let words = behind["words"].as_str().unwrap();
    assert!(words.starts_with("送教课时 4/10课时（"), "{words}");
    assert_eq!((behind["day"].as_str(), behind["plan"].as_str()), (Some("2024-07-05"), None));
    // Terms without any record or plan are not there to be closed.
    assert_eq!(app.told("start")["terms"].as_array().unwrap().len(), 1);
}
