// From nothing to an archive with three schools, a pair, a plan, five visits with photos, a ledger from Excel and a summary,
// in a real Chromium and without a terminal.
// Usage: node app.mjs CHROMIUM PROGRAM FOLDER PHOTO WORKBOOK
import { add, begin, drop, end, expect, field, group, launch, look, open, program, save } from './app-lib.mjs';

const [, , chromium, binary, folder, photo, workbook] = process.argv;
const SCHOOLS = [['云岭县实验幼儿园', '幼儿园'], ['清河镇中心幼儿园', '幼儿园'], ['柳溪乡中心小学', '小学']];
const started = program(binary, folder);
const { url } = await started.address;
const browser = await launch(chromium);
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN', colorScheme: 'light' });
const page = await open(context, url);

// The first start.
await look(page, 'app-begin');
await page.fill('#begin-title', '云岭县结对帮扶档案');
await page.fill('#begin-folder', `${folder}/档案`);
await page.locator('.preset', { hasText: '结对帮扶' }).first().locator('input').check();
await page.locator('.begin-form').first().locator('.button.main').click();
await page.locator('#nav a[aria-current]').waitFor();
expect((await page.locator('#brand').innerText()) === '云岭县结对帮扶档案', 'the archive has another title');

for (const [name, level] of SCHOOLS) {
  await begin(page, 'school');
  await field(page, 'name').fill(name);
  await field(page, 'level').selectOption(level);
  await save(page);
}
await begin(page, 'pair');
await field(page, 'name').fill('实验—清河');
await field(page, 'helper').fill(SCHOOLS[0][0]);
await field(page, 'helped').fill(SCHOOLS[1][0]);
await field(page, 'start').fill('2024-02-20');
await save(page);

// A plan of the pair with a target as a row.
await page.locator('#nav a[href="#/new"]').click();
await page.locator('#new-owner').selectOption({ label: '结对：实验—清河' });
await page.locator('.card[href*="kind=plan"]').click();
await field(page, 'title').fill('2024年结对帮扶计划');
await field(page, 'start').fill('2024-02-20');
await field(page, 'end').fill('2026-12-31');
await add(page, 'targets');
await field(page, 'indicator').fill('送教课时');
await field(page, 'value').fill('10');
await look(page, 'app-plan');
await save(page);

// What is wrong is said beside its field.
await begin(page, 'visit', SCHOOLS[0][0]);
await field(page, 'title').fill('送教下乡：音乐课');
await field(page, 'date').fill('2204-03-15');
await field(page, 'type').fill('送教');
await field(page, 'to').fill('清河镇中新幼儿园');
await field(page, 'place').fill('电话13812345678');
for (const code of ['to', 'place']) {
  await page.locator(`#editor-form .form-line:has([data-code=${code}]) .form-wrong:not(:empty)`).waitFor();
}
await page.locator('#editor-form .form-line:has([data-code=date]) .form-wrong:not(:empty)').waitFor();
expect(!(await page.locator('main').innerText()).includes('13812345678'), 'a personal number is repeated');
expect((await page.locator('.as-jump').innerText()).includes('处'), 'the bar does not say that something is to be fixed');
await look(page, 'app-wrong');
await field(page, 'place').fill('多功能厅');
await field(page, 'to').fill(SCHOOLS[1][0]);

// Five visits, each with a photo that is dropped on the page.
for (let at = 1; at <= 5; at += 1) {
  if (at !== 1) {
    await begin(page, 'visit', SCHOOLS[0][0]);
    await field(page, 'title').fill(`送教下乡第${at}次`);
    await field(page, 'type').fill('送教');
    await field(page, 'to').fill(SCHOOLS[1][0]);
  }
  await field(page, 'date').fill(`2024-03-0${at}`);
  await add(page, 'data');
  await group(page, 'data').locator('select, input').first().evaluate((control) => { control.value = '送教课时'; control.dispatchEvent(new Event('input')); });
  await group(page, 'data').locator('input[id$=-value]').fill('2');
  await page.locator('.counts .figure', { hasText: `${2 * (at - 1)}/10 → ${2 * at}/10` }).waitFor();
  await page.locator('#editor-body').fill('## 活动过程\n\n上了一节音乐课。');
  await drop(page, [{ name: '照片.jpg', type: 'image/jpeg', path: photo }]);
  await page.locator('.files li', { hasText: '照片' }).waitFor();
  if (at === 2) {
    // A photo that is not saved yet can stand in the text.
    const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/check') && answer.request().postData().includes('](照片.jpg)'));
    await page.locator('.files li button').first().click();
    const { problems } = await (await answered).json();
    expect(!problems.some(({ code }) => code === 'broken-link'), `a photo that was added is called missing: ${JSON.stringify(problems)}`);
  }
  if (at === 5) await look(page, 'app-form');
  await save(page);
  expect(await page.locator('.files li', { hasText: '照片' }).count() === 1, `visit ${at} has no photo after it was saved`);
}

// A ledger out of Excel is looked over and saved.
await page.locator('#nav a[href="#/import"]').click();
// The form that was open has a field for files too, until the page of imports stands in its place.
await page.locator('main.view-import input[type=file]').setInputFiles(workbook);
await page.locator('#import-found li').first().waitFor();
await look(page, 'app-import');
await page.locator('#import-found li .button').first().click();
await page.locator('#editor-form').waitFor();
await save(page);

await begin(page, 'summary', SCHOOLS[0][0]);
await field(page, 'title').fill('2024年春季学期总结');
await field(page, 'date').fill('2024-07-01');
await field(page, 'term').selectOption({ index: 1 });
await page.locator('#editor-body').fill('送教五次，共10课时。');
await save(page);

await page.locator('#nav a[href="#/records"]').click();
await page.locator('.records tbody tr').nth(6).waitFor();
await page.fill('#records-q', '第3次');
await page.waitForFunction(() => document.querySelectorAll('.records tbody tr').length === 1);
await look(page, 'app-records');
await page.locator('#nav a[href="#/today"]').click();
await page.locator('#nav a[href="#/today"][aria-current]').waitFor();
await look(page, 'app-today');

// The site is made.
await page.locator('#nav a[href="#/tasks"]').click();
await page.locator('#task-build .button.main').click();
await page.locator('#task-build .task-out .fine').waitFor({ timeout: 120000 });
await look(page, 'app-tasks');
for (const [name, options] of [['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 360, height: 760 } }]]) {
  if (options.viewport) await page.setViewportSize(options.viewport);
  else await page.emulateMedia(options);
  for (const view of ['today', 'records', 'new', 'import', 'tasks', 'trash']) {
    await page.locator(`#nav a[href="#/${view}"]`).click();
    await page.locator(`main.view-${view} h1`).waitFor();
    await look(page, `app-${view}-${name}`);
  }
}
await browser.close();
await started.kill();
end();
