/**
 * Copies what the TypeScript compiler leaves behind: icons, and the previews of a node's output.
 * `n8n-node build` copies the same files; `npm run build:check` compares the two.
 */
const { dest, parallel, src } = require('gulp');

/** Pictures must be copied byte for byte. */
const AS_THEY_ARE = { encoding: false };

function icons() {
	return src('icons/**/*.svg', AS_THEY_ARE).pipe(dest('dist/icons'));
}

function previews() {
	return src('nodes/**/__schema__/**/*.json', { ...AS_THEY_ARE, allowEmpty: true }).pipe(
		dest('dist/nodes'),
	);
}

exports['build:icons'] = icons;
exports.default = parallel(icons, previews);
