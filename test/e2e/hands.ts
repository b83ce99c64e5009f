import type { Locator, Page } from 'playwright-core';

/** A way to work the page. Both ways do the same things to the same controls. */
export interface Hands {
  /** Puts the control to use: presses a button, takes a link. */
  press(control: Locator): Promise<void>;
  /** Replaces the rule and confirms it. */
  writeRule(text: string): Promise<void>;
  /** Chooses an option of a labelled choice by the beginning of its name. */
  choose(label: string, option: string): Promise<void>;
  /** Opens a menu and takes its first entry. */
  takeFirst(menu: Locator): Promise<void>;
  /** Moves the threshold up by a little. */
  raiseThreshold(): Promise<void>;
  /** Selects the first area of the table. */
  selectFirstArea(): Promise<void>;
}

const ruleOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Targeting rule' });
const choiceOf = (page: Page, label: string): Locator =>
  page.getByRole('button', { name: new RegExp(`${label}$`) });
const thresholdOf = (page: Page): Locator => page.getByRole('slider', { name: /^Threshold of/ });
const gridOf = (page: Page): Locator => page.getByRole('grid', { name: 'Areas' });

/** The text field has the focus: its text is replaced and confirmed. */
async function typeRule(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Works by mouse; only text is typed. */
export function mouse(page: Page): Hands {
  return {
    press: (control) => control.click(),
    async writeRule(text) {
      await ruleOf(page).click();
      await typeRule(page, text);
    },
    async choose(label, option) {
      await choiceOf(page, label).click();
      await page.getByRole('option', { name: option }).click();
    },
    async takeFirst(menu) {
      await menu.click();
      await page.getByRole('menuitem').first().click();
    },
    async raiseThreshold() {
      const thumb = await page.locator('.slider-thumb').boundingBox();
      if (thumb === null) throw new Error('There is no threshold to move.');
      const [x, y] = [thumb.x + thumb.width / 2, thumb.y + thumb.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 12, y, { steps: 4 });
      await page.mouse.up();
    },
    selectFirstArea: () => gridOf(page).getByRole('row').nth(1).click(),
  };
}

const mostTabs = 120;

/** Goes to a control as a person without a mouse does: tab by tab. Throws where none leads there. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor({ state: 'attached' });
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    // Each step decides about the next.
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(control)} cannot be reached by the Tab key.`);
}

/** Works by keyboard alone. */
export function keyboard(page: Page): Hands {
  return {
    async press(control) {
      await tabTo(page, control);
      await page.keyboard.press('Enter');
    },
    async writeRule(text) {
      await tabTo(page, ruleOf(page));
      await typeRule(page, text);
    },
    async choose(label, option) {
      await tabTo(page, choiceOf(page, label));
      await page.keyboard.press('Enter');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.type(option);
      await page.keyboard.press('Enter');
    },
    async takeFirst(menu) {
      await tabTo(page, menu);
      await page.keyboard.press('Enter');
      await page.getByRole('menu').waitFor();
      await page.keyboard.press('Enter');
    },
    async raiseThreshold() {
      await tabTo(page, thresholdOf(page));
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
    },
    async selectFirstArea() {
      await tabTo(page, gridOf(page));
      await page.keyboard.press('ArrowDown');
    },
  };
}
