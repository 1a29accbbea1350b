// Fetches each package of wwwroot-src/package.json as npm packs it, checks it against package-lock.json and takes the
// files named under "vendor" into wwwroot/vendor. The bundles are complete in themselves, so the hundreds of packages
// they were once built from are not installed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const [source, target] = process.argv.slice(2);
const read = name => JSON.parse(readFileSync(join(source, name), 'utf8'));
const { dependencies, vendor } = read('package.json');
const { packages } = read('package-lock.json');

function fetchPackage(name, scratch) {
  const locked = packages[`node_modules/${name}`];
  if (locked?.version !== dependencies[name]) throw new Error(`package-lock.json does not hold ${name} ${dependencies[name]}`);
  const printed = execFileSync('npm', ['pack', `${name}@${locked.version}`, '--json', '--silent', '--ignore-scripts', '--pack-destination', scratch],
    { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] });
  const answer = JSON.parse(printed);
  const { filename } = Array.isArray(answer) ? answer[0] : Object.values(answer)[0];
  const archive = join(scratch, basename(filename));
  const [algorithm] = locked.integrity.split('-');
  const integrity = `${algorithm}-${createHash(algorithm).update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== locked.integrity) throw new Error(`${name}: what was fetched is not what package-lock.json holds`);
  return archive;
}

const scratch = mkdtempSync(join(tmpdir(), 'palm-bundles-'));
try {
  for (const name of Object.keys(dependencies)) {
    const files = vendor[name];
    execFileSync('tar', ['-xzf', fetchPackage(name, scratch), '-C', scratch, ...files.map(file => `package/${file}`)]);
    mkdirSync(target, { recursive: true });
    for (const file of files) copyFileSync(join(scratch, 'package', file), join(target, basename(file)));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
