// Drawing a graph of names: the library is loaded when it is first needed.

import { colourOf } from "../core/theme.js";
import { spell } from "../core/format.js";

const LIBRARY = "vendor/cytoscape/cytoscape.min.js";
const FONT = "Inter, system-ui, sans-serif";
const STEP = 1.35;
const LABELLED_MAX = 90;
const MAJOR_MAX = 20;
const NARROW_PX = 500;
let loading = null;

/** Load a script of the package once; one that is part of the page is there already. */
export function loadScript(path, isThere) {
  if (isThere()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`../${path}`, import.meta.url).href;
    script.onload = resolve;
    script.onerror = () => reject(new Error("A part of the page could not be loaded: reload the page."));
    document.head.append(script);
  });
}

function loadLibrary() {
  loading ??= loadScript(LIBRARY, () => Boolean(window.cytoscape));
  return loading;
}

/** Draw nodes and edges in a place; returns what moves, colours and ends the drawing. */
export async function drawGraph(place, { nodes, edges }, { onNode, onEdge, isCalm }) {
  await loadLibrary();
  const drawing = window.cytoscape({
    container: place,
    elements: [...nodes.map((node) => toNode(node, findMajor(nodes))), ...edges.map(toEdge)],
    style: buildStyle(nodes.length, place.clientWidth),
    minZoom: 0.15,
    maxZoom: 4,
    boxSelectionEnabled: false,
    layout: chooseLayout(nodes.length, edges.length, isCalm),
  });
  drawing.on("tap", "node", ({ target }) => onNode(target.data("node")));
  drawing.on("tap", "edge", ({ target }) => onEdge(target.data("edge")));
  return {
    zoom: (by) => drawing.zoom({ level: drawing.zoom() * (by > 0 ? STEP : 1 / STEP), renderedPosition: { x: place.clientWidth / 2, y: place.clientHeight / 2 } }),
    fit: () => drawing.fit(undefined, 30),
    pan: (x, y) => drawing.panBy({ x, y }),
    resize: () => drawing.resize(),
    recolour: () => drawing.style(buildStyle(nodes.length, place.clientWidth)),
    choose(name) {
      drawing.elements().removeClass("chosen beside");
      const found = drawing.nodes().filter((node) => node.data("name") === name);
      found.addClass("chosen").connectedEdges().addClass("beside");
    },
    end: () => drawing.destroy(),
  };
}

/** Return how many facts a name must have to be written large where there are many names. */
function findMajor(nodes) {
  if (nodes.length <= LABELLED_MAX) return Infinity;
  return [...nodes].map(({ facts = 0 }) => facts).sort((one, other) => other - one)[MAJOR_MAX];
}

function toNode(node, major) {
  const isMajor = (node.facts ?? 0) > major;
  return { data: { id: `n${node.id}`, name: node.name, size: 12 + 7 * Math.sqrt(Math.min(node.facts ?? 1, 60)), kind: kindOf(node.type), node }, classes: [node.centre && "centre", isMajor && "major"].filter(Boolean).join(" ") };
}

function toEdge(edge, index) {
  return { data: { id: `e${index}`, source: `n${edge.source}`, target: `n${edge.target}`, label: spell(edge.label), width: 1 + Math.min(3, Math.log2(edge.count ?? 1)), edge }, classes: edge.kind };
}

const KINDS = ["person", "place", "organisation", "thing", "event"];

/** Return the number of a colour for what an entity is; 1 if nobody said. */
export function kindOf(type) {
  const at = KINDS.indexOf((type ?? "").toLowerCase());
  if (at >= 0) return at + 2;
  return 1;
}

function chooseLayout(nodeCount, edgeCount, isCalm) {
  if (edgeCount === 0) return { name: "grid", padding: 30 };
  return {
    name: "cose", animate: false, randomize: true, padding: 34, nodeDimensionsIncludeLabels: true,
    idealEdgeLength: () => (nodeCount > 60 ? 70 : 105), nodeRepulsion: () => 16000, gravity: 0.7, componentSpacing: 60,
    numIter: nodeCount > LABELLED_MAX ? 250 : 800, fit: true, animationDuration: isCalm ? 0 : undefined,
  };
}

function buildStyle(nodeCount, width) {
  const ink = colourOf("ink");
  const soft = colourOf("ink-soft");
  const surface = colourOf("sunken");
  const accent = colourOf("accent");
  const kinds = [1, 2, 3, 4, 5, 6].map((kind) => ({ selector: `node[kind = ${kind}]`, style: { "background-color": colourOf(`kind-${kind}`) } }));
  return [
    { selector: "node", style: {
      label: "data(name)", width: "data(size)", height: "data(size)", color: ink, "font-family": FONT, "font-size": width < NARROW_PX ? 19 : 11.5, "font-weight": 500,
      "text-valign": "bottom", "text-margin-y": 4, "text-max-width": 130, "text-wrap": "ellipsis", "min-zoomed-font-size": nodeCount > LABELLED_MAX ? 9 : 6,
      "text-outline-color": surface, "text-outline-width": 2.5, "border-width": 0 } },
    ...kinds,
    { selector: "node.major", style: { "font-size": 30, "text-outline-width": 5, "text-max-width": 300, "min-zoomed-font-size": 5, "z-index": 10 } },
    { selector: "edge", style: {
      width: "data(width)", "line-color": soft, "line-opacity": 0.45, "curve-style": "bezier", "target-arrow-color": soft, "arrow-scale": 0.75,
      "font-family": FONT, "font-size": 9.5, color: soft, "text-outline-color": surface, "text-outline-width": 2, "text-rotation": "autorotate", "min-zoomed-font-size": 8 } },
    { selector: "edge.relation", style: { label: "data(label)", "target-arrow-shape": "triangle" } },
    { selector: "edge.together", style: { "line-style": "dashed", "line-opacity": 0.3 } },
    { selector: "node.centre, node.chosen", style: { "border-width": 4, "border-color": accent, "border-opacity": 0.45, "font-weight": 700 } },
    { selector: "edge.beside, edge.on-path", style: { "line-color": accent, "line-opacity": 0.9, "target-arrow-color": accent, color: ink } },
  ];
}
