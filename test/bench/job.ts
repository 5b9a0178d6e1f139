import { carryOut, type JobOrder } from './jobs';

/** One measured process: its order comes as the first argument, its figures go to the output. */
async function main(): Promise<void> {
	const order = JSON.parse(process.argv[2] ?? '{}') as JobOrder;
	console.log(JSON.stringify(await carryOut(order)));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
