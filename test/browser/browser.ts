/** Starts Chromium: the one inside an npm package on Linux, an installed Chrome elsewhere. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core';
import { unpackChromium } from './packaged-chromium.ts';

/** A window's size in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export const sizes = { wide: { width: 1280, height: 860 }, narrow: { width: 400, height: 820 } } as const;

export interface Window {
  context: BrowserContext;
  page: Page;
  /** Errors of the console and of scripts, of every tab, in words. */
  errors: string[];
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The package brings a typeface; with the machine's own behind it, screens look alike everywhere. */
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(tmpdir(), 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(tmpdir(), 'fonts-cache')}</cachedir>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

async function launchInstalled(): Promise<Browser> {
  try {
    return await chromium.launch({ channel: 'chrome', args });
  } catch (cause) {
    throw new Error('The browser tests need Google Chrome on this platform: install it, or run them on Linux.', {
      cause,
    });
  }
}

/** A browser without a window; `close()` it. Rejects, saying what is missing, where there is none. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return launchInstalled();
  const executablePath = await unpackChromium();
  const folder = await mkdtemp(join(tmpdir(), 'gong-connect-fonts-'));
  const fontsFile = join(folder, 'fonts.conf');
  await writeFile(fontsFile, fonts);
  const options: LaunchOptions = { executablePath, args, env: { ...process.env, FONTCONFIG_FILE: fontsFile } };
  const browser = await chromium.launch(options);
  browser.on('disconnected', () => void rm(folder, { recursive: true, force: true }));
  return browser;
}

function watch(page: Page, errors: string[]): void {
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(`${page.url()}: ${message.text()}`);
  });
}

/** A window of its own, with nothing remembered, whose tabs are all watched for errors. */
export async function openWindow(browser: Browser, size: Size, scale = 1): Promise<Window> {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale, reducedMotion: 'reduce' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  context.setDefaultTimeout(10_000);
  const errors: string[] = [];
  context.on('page', (page) => watch(page, errors));
  return { context, page: await context.newPage(), errors };
}
