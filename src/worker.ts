/**
 * Entry point of worker threads. Lists the tasks that a worker knows.
 *
 * @module
 */
import { runLane } from "./parallel/lane.js";
import { growTreeTask } from "./tree/grow-tree.js";

runLane([growTreeTask]);
