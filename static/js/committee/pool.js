// Workers that share the recount.

import { NoAnswer } from '../api.js';
import { decryption } from '../protocol/index.js';
import { address } from './addresses.js';

/** @import { Sums } from '../protocol/types.js' */

const MOST_WORKERS = 4;

export const start = () => new Worker(address('worker'), { type: 'module' });

/** @type {(worker: Worker, message: object) => Promise<any>} */
export const ask = (worker, message) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new NoAnswer(event.message));
    worker.postMessage(message);
  });

export class Pool {
  /** @param {object} begin */
  constructor(begin) {
    const number = Math.min(MOST_WORKERS, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));
    this.workers = Array.from({ length: number }, start);
    for (const worker of this.workers) worker.postMessage({ type: 'begin', ...begin });
    this.free = [...this.workers];
    /** @type {((worker: Worker) => void)[]} */
    this.waiting = [];
  }

  /** @returns {Worker | Promise<Worker>} */
  worker() {
    return (
      this.free.pop() ??
      new Promise((resolve) => {
        this.waiting.push(resolve);
      })
    );
  }

  /** @param {Worker} worker */
  release(worker) {
    const next = this.waiting.shift();
    if (next) next(worker);
    else this.free.push(worker);
  }

  /**
   * The answer of the next free worker.
   * @param {object} message
   * @returns {Promise<any>}
   */
  async ask(message) {
    const worker = await this.worker();
    try {
      return await ask(worker, message);
    } finally {
      this.release(worker);
    }
  }

  async sums() {
    const parts = await Promise.all(this.workers.map((worker) => ask(worker, { type: 'sums' })));
    return parts.map(({ sums }) => decryption.decodeSums(sums)).reduce(plus);
  }

  end() {
    for (const worker of this.workers) worker.terminate();
  }
}

/** @type {(a: Sums, b: Sums) => Sums} */
const plus = (a, b) => ({
  nBallots: a.nBallots + b.nBallots,
  nLines: a.nLines,
  points: a.points.map(([A, B], i) => [A.add(b.points[i][0]), B.add(b.points[i][1])]),
});
