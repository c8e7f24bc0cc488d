//! The ten shapes of forms that counties use, filled in through the form of the app: byte for byte what a person writes, and
//! what has no field of its own stands in `其他`.

use guidang::l10n::Lang;
use guidang::scaffold::form_text::{new_record, open, settled, shown};
use guidang::schema::form::kinds_of_app;

/// What the form of each shape says, and the record that a person would write of it.
const SHAPES: [(&str, &str); 10] = [
    (
        "送教下乡",
        r#"---
标题: "送教下乡：绘本阅读"
日期: 2024-04-02
时间: "8:30—11:30"
类型: 送教下乡
形式: 上门
学科: 语言
年级: 大班
课题: 小蝌蚪找妈妈
对象校: 清河镇中心幼儿园
措施: 开学对接
地点: 多功能厅
参加人:
  - 王老师
  - 李老师
主持人: 赵园长
主讲人:
  - 王老师
  - 李老师
记录人: 孙老师
参加人数: 12
受益人数: 40
经费: 200
帮扶需求: 缺少绘本教学的材料
对方意见: 贴近幼儿，希望每月一次
数据:
  送教课时: 4
---

## 活动过程

上了两节示范课，课后一起评课。

## 活动效果

教师会用图片讲故事。
"#,
    ),
    (
        "家访",
        r#"---
标题: 走访清河村三户
日期: 2024-04-10
类型: 家访
地点: 清河村
参加人: 王老师
受益人数: 3
问题整改:
  - 问题: 一户孩子没有书桌
    整改措施: 联系村委会借一张
    责任人: 王老师
    期限: 2024-04-30
其他:
  家长签字: 已签
---

谈了在家读书和用眼。
"#,
    ),
    (
        "听评课",
        r#"---
标题: "听评课：三年级语文"
日期: 2024-04-12
时间: "10:00—10:40"
类型: 听评课
学科: 语文
年级: 三年级
课题: 火烧云
主讲人: 李老师
记录人: 王老师
对方意见: 板书可以再简洁些
其他:
  得分: "92"
---

## 教学过程

导入用了晚霞的照片。

## 评课意见

朗读充分。
"#,
    ),
    (
        "讲座",
        r#"---
标题: "专题讲座：幼小衔接"
日期: 2024-04-19
类型: 讲座
地点: 阶梯教室
主持人: 赵园长
主讲人: 周老师
参加人数: 68
经费: 800元
---

讲了三点。
"#,
    ),
    (
        "捐赠",
        r#"---
标题: 捐赠图书
日期: 2024-05-06
类型: 捐赠
对象校: 清河镇中心幼儿园
受益人数: 120
其他:
  捐赠方: 云岭县书店
  物品: 图书240册
数据:
  捐赠折价: 3600
---

当面点清，双方签字。
"#,
    ),
    (
        "营养餐检查",
        r#"---
标题: 4月营养餐检查
日期: 2024-04-23
类型: 营养餐检查
参加人:
  - 赵园长
  - 周老师
问题整改:
  - 问题: 留样只有80克
    整改措施: 换量勺，每样不少于125克
    责任人: 食堂负责人
    期限: 2024-04-26
    销号: 2024-04-25
    说明: 当场复称
  - 问题: 陪餐记录缺两天
    责任人: 周老师
    期限: 2024-04-30
数据:
  检查次数: 1
---

看了库房、操作间和留样柜。
"#,
    ),
    (
        "劝返",
        r#"---
标题: 劝返一名学生
日期: 2024-03-05
类型: 劝返
地点: 清河村
参加人:
  - 王老师
  - 村支书
其他:
  劝返结果: 已返校
数据:
  劝返人数: 1
---

第二次上门，家长同意返校。
"#,
    ),
    (
        "资助发放",
        r#"---
标题: 春季资助发放
日期: 2024-05-20
类型: 资助发放
参加人数: 2
受益人数: 36
经费: 18000
数据:
  资助人数: 36
  实发金额: 18000
---

逐户到卡，名单在保密的台账里。
"#,
    ),
    (
        "师徒结对",
        r#"---
标题: 师徒结对协议
日期: 2024-03-01
类型: 师徒结对
参加人:
  - 王老师
  - 新来的刘老师
帮扶需求: 备课和班级管理
其他:
  期限: 一年
  师傅职责: 每周听一节课
---

双方签了协议，一式三份。
"#,
    ),
    (
        "联合教研",
        r#"---
标题: "联合教研：区角材料"
开始: 2024-05-13
结束: 2024-05-15
类型:
  - 联合教研
  - 听评课
形式: 线上
对象校: 清河镇中心幼儿园
主持人: 赵园长
参加人数: 15
数据:
  教研次数: 1
---

三个半天，轮流说材料。
"#,
    ),
];

#[test]
fn the_ten_shapes_are_written_as_a_person_writes_them() {
    let kinds = kinds_of_app(Lang::Zh);
    let fields = &kinds.iter().find(|kind| kind.kind == "visit").unwrap().fields;
    for (shape, text) in SHAPES {
        let read = open(text.as_bytes(), fields, false).unwrap();
        assert!(read.kept.is_empty(), "{shape}: the form has no place for {:?}", read.kept);
        // What the page gets, and sends back when it is saved as a new record.
        let values = settled(fields, &shown(fields, &read.values)).unwrap();
        assert_eq!(new_record(fields, &values, &read.body, Lang::Zh), text, "{shape}");
    }
}
