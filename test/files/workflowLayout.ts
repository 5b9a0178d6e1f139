import type { Workflow } from '../../scripts/runtime/workflowFiles';

/** Where something is on the canvas of the editor. */
interface Point {
	x: number;
	y: number;
}

/** A connection as the editor draws it. */
interface Line {
	source: string;
	target: string;
	/** Lines that share a port may touch there. */
	ports: [from: string, to: string];
	points: Point[];
}

/** How large the editor draws a node, and what a third port and each further one adds. */
const NODE_SIZE = 96;
const PORT_ADDS = 32;
/** Into so many pieces a line is cut to look where it passes. */
const PIECES = 60;

/** What is wrong with the picture of a workflow: lines that cross or pass behind a node, notes that overlap. */
export function flawsOf(workflow: Workflow): string[] {
	const nodes = boxesOf(workflow);
	const lines = linesOf(workflow, nodes);
	const flaws = overlappingNotes(workflow);
	for (const [index, line] of lines.entries()) {
		for (const other of lines.slice(0, index)) {
			if (line.ports.some((port) => other.ports.includes(port))) continue;
			if (cross(line.points, other.points)) flaws.push(`${nameOf(line)} x ${nameOf(other)}`);
		}
		for (const [name, box] of nodes) {
			if (name === line.source || name === line.target) continue;
			if (line.points.some((point) => isInside(point, box))) {
				flaws.push(`${nameOf(line)} behind ${name}`);
			}
		}
	}
	return flaws;
}

/** The nodes that lines may lead back to. */
export function loopNodes({ nodes }: Workflow): string[] {
	return nodes.filter(({ type }) => type.endsWith('.splitInBatches')).map(({ name }) => name);
}

/** Sticky notes that cover a part of each other. */
function overlappingNotes({ nodes }: Workflow): string[] {
	const notes = nodes
		.filter(({ type }) => type.endsWith('.stickyNote'))
		.map(({ name, position, parameters }) => {
			const [x = 0, y = 0] = position as number[];
			const [width, height] = [Number(parameters.width), Number(parameters.height)];
			return { name, x, y, right: x + width, bottom: y + height };
		});
	return notes.flatMap((one, index) =>
		notes
			.slice(0, index)
			.filter(
				(other) =>
					one.x < other.right &&
					other.x < one.right &&
					one.y < other.bottom &&
					other.y < one.bottom,
			)
			.map((other) => `${one.name} over ${other.name}`),
	);
}

interface Box extends Point {
	height: number;
	inputs: number;
	outputs: number;
}

interface Connection {
	source: string;
	output: number;
	target: string;
	input: number;
}

function connectionsOf({ connections }: Workflow): Connection[] {
	return Object.entries(connections).flatMap(([source, kinds]) => {
		const { main = [] } = kinds as { main?: ({ node: string; index: number }[] | null)[] };
		return main.flatMap((targets, output) =>
			(targets ?? []).map(({ node, index }) => ({
				source,
				output,
				target: node,
				input: index,
			})),
		);
	});
}

function boxesOf(workflow: Workflow): Map<string, Box> {
	const connections = connectionsOf(workflow);
	const boxes = new Map<string, Box>();
	for (const { name, type, position } of workflow.nodes) {
		if (type.endsWith('.stickyNote')) continue;
		const [x = 0, y = 0] = position as number[];
		const inputs = portsUsed(connections, ({ target, input }) => target === name && input);
		const outputs = portsUsed(connections, ({ source, output }) => source === name && output);
		const height = NODE_SIZE + PORT_ADDS * Math.max(0, inputs - 2, outputs - 2);
		boxes.set(name, { x, y, height, inputs, outputs });
	}
	return boxes;
}

function portsUsed(
	connections: readonly Connection[],
	portOf: (connection: Connection) => number | false,
): number {
	return Math.max(0, ...connections.map((one) => Number(portOf(one) || 0))) + 1;
}

/** The lines but for those that lead back into a loop: the editor draws these around all nodes. */
function linesOf(workflow: Workflow, boxes: ReadonlyMap<string, Box>): Line[] {
	const loops = loopNodes(workflow);
	const forward = connectionsOf(workflow).filter(
		({ source, target }) =>
			!loops.includes(target) || (boxes.get(source)?.x ?? 0) < (boxes.get(target)?.x ?? 0),
	);
	return forward.map(({ source, output, target, input }) => {
		const [from, to] = [boxes.get(source), boxes.get(target)];
		if (from === undefined || to === undefined) {
			throw new Error(`A line of "${workflow.name}" leads from or to nowhere.`);
		}
		return {
			source,
			target,
			ports: [`${source} out ${output}`, `${target} in ${input}`],
			points: curve(
				{ x: from.x + NODE_SIZE, y: portAt(from, output, from.outputs) },
				{ x: to.x, y: portAt(to, input, to.inputs) },
			),
		};
	});
}

function portAt({ y, height }: Box, port: number, ports: number): number {
	return y + (height * (port + 1)) / (ports + 1);
}

/** The editor's curve: it leaves and arrives level, half of the way each. */
function curve(from: Point, to: Point): Point[] {
	const middle = (from.x + to.x) / 2;
	return Array.from({ length: PIECES + 1 }, (_, piece) => {
		const t = piece / PIECES;
		const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
		return {
			x: a * from.x + (b + c) * middle + d * to.x,
			y: (a + b) * from.y + (c + d) * to.y,
		};
	});
}

function cross(one: readonly Point[], other: readonly Point[]): boolean {
	return pieces(one).some(([p, q]) =>
		pieces(other).some(
			([r, s]) => side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0,
		),
	);
}

function pieces(points: readonly Point[]): [Point, Point][] {
	return points.slice(1).map((point, index) => [points[index] ?? point, point]);
}

/** On which side of the line from `a` to `b` a point is, as a sign. */
function side(a: Point, b: Point, { x, y }: Point): number {
	return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

function isInside({ x, y }: Point, box: Box): boolean {
	return x > box.x && x < box.x + NODE_SIZE && y > box.y && y < box.y + box.height;
}

function nameOf({ source, target }: Line): string {
	return `${source} -> ${target}`;
}
