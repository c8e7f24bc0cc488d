// Nothing that was written is lost: a program that is killed, two windows, a change on the disk; and the keyboard alone is enough.
// Usage: node app-care.mjs CHROMIUM PROGRAM ARCHIVE RECORD: RECORD is a path below the archive.
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { begin, end, expect, field, launch, look, open, program, save } from './app-lib.mjs';

const [, , chromium, binary, folder, record] = process.argv;
let started = program(binary, folder);
const first = await started.address;
const browser = await launch(chromium);
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
let page = await open(context, first.url);
const base = new URL('/_guidang/edit/', first.url).href;
const address = `${base}#/record?path=${encodeURIComponent(record)}`;
const disk = () => readFileSync(join(folder, record), 'utf8');
const title = () => field(page, 'title');

// The program is killed while somebody types; what was typed is there when both are back.
await begin(page, 'visit');
await title().pressSequentially('送教下乡：没有写完的');
await started.kill();
await page.locator('#editor-body').fill('程序没了，还在写。');
await page.locator('#alerts .alert').waitFor();
await page.close();
started = program(binary, folder, first.port);
const second = await started.address;
page = await open(context, second.url);
await page.locator('#unfinished a', { hasText: '送教下乡：没有写完的' }).click();
await page.locator('#editor-body').waitFor();
expect((await title().inputValue()) === '送教下乡：没有写完的', 'the title of the draft is lost');
expect((await page.locator('#editor-body').inputValue()) === '程序没了，还在写。', 'the text of the draft is lost');
await page.locator('#nav a[href="#/today"]').click();
await page.locator('#unfinished .form-small').click();
await page.locator('dialog .danger').click();
await page.locator('#unfinished').waitFor({ state: 'detached' });

// Two windows: each hears of the other; the second to save sees both texts, and nothing is overwritten.
await page.goto(address);
await title().waitFor();
const other = await open(context, address);
await field(other, 'title').waitFor();
await page.locator('#editor-warned .alert').waitFor();
await field(other, 'title').fill('另一个窗口写的');
await title().fill('这个窗口写的');
await save(other);
expect(disk().includes('另一个窗口写的'), 'the first window did not save');
await page.locator('#editor-warned button').waitFor();
await page.locator('.save-bar .button.main').click();
await page.locator('dialog .compare').waitFor();
const both = await page.locator('dialog .compare').innerText();
expect(both.includes('另一个窗口写的') && both.includes('这个窗口写的'), `both texts are not shown: ${both.slice(0, 200)}`);
expect(disk().includes('另一个窗口写的'), 'the text of the first window was overwritten unseen');
await look(page, 'app-both');
await page.locator('dialog').getByText('手工合并', { exact: true }).click();
const merged = page.locator('dialog textarea');
await merged.fill((await merged.inputValue()).replace('这个窗口写的', '两个窗口合并的'));
await page.locator('dialog .button.main').click();
await page.waitForFunction(() => !document.querySelector('dialog'));
await page.locator('.notice.is-shown').waitFor();
expect(disk().includes('两个窗口合并的'), `the merged text is not saved: ${disk().slice(0, 200)}`);
await other.close();

// A change on the disk: nothing was typed here, so the new text is shown; something was typed, so a person decides.
await page.goto('about:blank');
await page.goto(address);
await title().waitFor();
writeFileSync(join(folder, record), disk().replace('两个窗口合并的', '在别处改的'));
await page.waitForFunction(() => document.querySelector('[data-code=title]').value === '在别处改的');
await title().fill('还没有保存的');
writeFileSync(join(folder, record), disk().replace('在别处改的', '又在别处改的'));
await page.locator('#editor-warned button').click();
await page.locator('dialog').getByText('用文件里的', { exact: true }).click();
await page.waitForFunction(() => document.querySelector('[data-code=title]').value === '又在别处改的');
expect(disk().includes('又在别处改的'), 'the text on the disk was overwritten');

// The text of what is not saved yet can be looked at; the form is then as it was.
await title().fill('还没有保存的题目');
await page.locator('.head-actions').getByText('看原文').click();
await page.locator('#editor-raw').waitFor();
await page.locator('.head-actions').getByText('回到表单').click();
await title().waitFor();
expect((await title().inputValue()) === '还没有保存的题目', 'the form is another after its text was looked at');

// The file is removed while somebody writes: what was opened and what was written are shown, and saving creates it again,
// from the draft too.
unlinkSync(join(folder, record));
await page.locator('#editor-warned button').click();
await page.locator('dialog .compare').waitFor();
expect((await page.locator('dialog .compare').innerText()).includes('又在别处改的'), 'what was opened is not shown');
await page.locator('dialog').getByText('用我写的', { exact: true }).click();
await page.locator('#nav a[href="#/today"]').click();
await page.locator('#unfinished a', { hasText: '还没有保存的题目' }).click();
await title().waitFor();
expect((await title().inputValue()) === '还没有保存的题目', 'the draft of a removed record is lost');
await save(page);
expect(disk().includes('还没有保存的题目') && disk().includes('送教课时: 4'), `not written again: ${disk().slice(0, 300)}`);

// Cells as Excel copies them; a wrong one is marked, named and reached by a click.
await begin(page, 'ledger');
await page.locator('[data-cell="0-0"]').focus();
await page.evaluate(() => {
  const data = new DataTransfer();
  data.setData('text/plain', '日期\t备注\t送教课时\n2024-04-03\t"多行\n""备注"""\t5\n2024-04-04\t好\t约6\n');
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
});
await title().fill('台账');
await page.locator('[data-cell="2-2"][aria-invalid=true]').waitFor();
expect((await page.locator('[data-cell="1-1"]').inputValue()) === '多行 "备注"', 'a cell with a line break is torn apart');
expect((await page.locator('#editor-rows-wrong').innerText()).includes('第2行，送教课时'), 'the row is not named');
await page.locator('.findings button', { hasText: '第2行' }).first().click();
expect((await page.evaluate(() => document.activeElement.dataset.cell)) === '2-2', 'the cell is not reached');
await page.locator('#nav a[href="#/today"]').click();
await page.locator('#unfinished .form-small').first().click();
await page.locator('dialog .danger').click();

// The keyboard alone: a visit from the first page to the saved record.
await page.locator('#nav a[href="#/today"]').click();
await page.locator('main.view-today h1').waitFor();
const keys = page.keyboard;
async function tabTo(what, matches, most = 80) {
  for (let step = 0; step < most; step += 1) {
    await keys.press('Tab');
    const found = await page.evaluate((wanted) => {
      const { activeElement: at } = document;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return { is: at.matches(wanted), blind: at !== document.body && (outlineStyle === 'none' || !parseFloat(outlineWidth)), html: at.outerHTML.slice(0, 100) };
    }, matches);
    expect(!found.blind, `the focus does not show: ${found.html}`);
    if (found.is) return;
  }
  throw new Error(`${what} is not reached with the keyboard`);
}
await tabTo('the button for a new record', '.big-actions a');
await keys.press('Enter');
await page.locator('main.view-new h1').waitFor();
await tabTo('the card of visits', '.card[href*="kind=visit"]');
await keys.press('Enter');
await page.locator('#editor-form').waitFor();
await keys.type('只用键盘写的');
await tabTo('the type', '[data-code=type]');
await keys.type('送教');
await tabTo('the text', '#editor-body');
await keys.type('只用键盘。');
await keys.press('Control+s');
await page.waitForFunction(() => /^#\/record/.test(location.hash));

// The trash and back.
await page.locator('.head-actions').getByText('移到回收站').click();
await page.locator('dialog .danger').click();
await page.locator('main.view-records h1').waitFor();
await page.locator('#nav a[href="#/trash"]').click();
await page.locator('.todo li', { hasText: '只用键盘写的' }).locator('button').click();
await page.locator('.todo li', { hasText: '只用键盘写的' }).waitFor({ state: 'detached' });

await browser.close();
await started.kill();
end();
