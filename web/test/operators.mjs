// Graphs on standard input, what they make of their inputs on standard output, both as JSON.

import { readFileSync } from "node:fs";
import { loadGraph } from "../src/graph.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(({ graph, numbers, inputs }) => {
  try {
    const values = loadGraph(graph, Buffer.from(numbers, "base64"))(graph.outputs)(inputs);
    return Object.fromEntries(Object.entries(values).map(([name, data]) => [name, [...data]]));
  } catch (error) {
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify(answers));
