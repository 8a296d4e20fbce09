/// <reference lib="dom" />
/** Starts the page: follows the scenes of whoever one is, and draws every part of each. */

/** @import { Scene } from '../scene.ts' */

import { byId } from './dom.js';
import { drawGuide } from './guide.js';
import { drawModal } from './modal.js';
import { notice, pageOf } from './page.js';
import { drawPanel } from './panel.js';
import { startParts } from './parts.js';
import { drawPeople } from './people.js';
import { drawPlace } from './place.js';
import { drawPlaces } from './places.js';
import { readWhere } from './route.js';
import { follow } from './server.js';

/** @type {Scene | null} */
let scene = null;
let stop = () => {};
let followed = '';

function draw() {
  if (!scene) return;
  const page = pageOf(scene);
  byId('team').textContent = scene.snapshot.team.name;
  document.title = `${page.me.displayName} · ${scene.snapshot.bot.name} sandbox`;
  // First: what is open counts as read.
  drawPlace(page);
  drawPlaces(page);
  drawModal(page);
  drawPeople(page);
  drawGuide(page);
  drawPanel(page);
}

/** @param {Scene} next */
function onScene(next) {
  // After a restart nothing here means anything any more, the page's own files perhaps included.
  if (scene && scene.epoch !== next.epoch) return location.reload();
  scene = next;
  draw();
}

/** @param {boolean} isThere */
function onConnection(isThere) {
  document.body.classList.toggle('away', !isThere);
  if (!isThere) notice('The sandbox does not answer. Waiting for it…');
}

function start() {
  const { person } = readWhere(location.hash);
  if (person !== followed || !scene) {
    stop();
    followed = person;
    stop = follow(person, onScene, onConnection);
  } else draw();
}

startParts(draw);
window.addEventListener('resize', draw);
window.addEventListener('hashchange', start);
document.addEventListener('visibilitychange', draw);
start();
