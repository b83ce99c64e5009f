import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** File systems that live on another machine or cannot share memory between processes: SQLite's WAL does not work there. */
const networkTypes = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb2',
  'smb3',
  'smbfs',
  '9p',
  'afs',
  'ncpfs',
  'ceph',
  'glusterfs',
  'lustre',
  'davfs',
  'virtiofs',
  'vboxsf',
  'prl_fs',
]);

/** Fuse file systems on a disk of this machine. */
const localFuse = new Set(['fuseblk', 'fuse.ntfs-3g', 'fuse.exfat', 'fuse.fuse-overlayfs', 'fuse.mergerfs']);

/** Whether the type of a file system, as the mount table names it, is that of a network drive. */
export function isNetworkType(type: string): boolean {
  return networkTypes.has(type) || (type.startsWith('fuse.') && !localFuse.has(type));
}

/** The type of the file system that holds the path, from a mount table in the form of `/proc/mounts`: the longest mount point wins. */
export function fileSystemType(path: string, mounts: string): string | undefined {
  let best: { point: string; type: string } | undefined;
  for (const line of mounts.split('\n')) {
    const [, escaped, type] = line.split(' ');
    if (escaped === undefined || type === undefined) continue;
    const point = escaped.replaceAll(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const inside = point === '/' || path === point || path.startsWith(`${point}/`);
    if (inside && point.length >= (best?.point.length ?? 0)) best = { point, type };
  }
  return best?.type;
}

/** Whether the file lies on a network drive, as far as this system tells: the mount table on Linux, the form of the path on Windows. */
export function isOnNetwork(path: string): boolean {
  const folder = realpathSync(dirname(path));
  if (process.platform === 'win32') return folder.startsWith('\\\\');
  try {
    const type = fileSystemType(folder, readFileSync('/proc/mounts', 'utf8'));
    return type !== undefined && isNetworkType(type);
  } catch {
    return false;
  }
}

/** Why the file cannot be changed, in a sentence; null where it can. Write protection holds for an administrator too. */
export function whyReadOnly(path: string): string | null {
  if (!isWritable(path)) return 'The file is write-protected.';
  if (!isWritable(dirname(path))) return 'The folder it is in is write-protected.';
  return null;
}

function isWritable(path: string): boolean {
  const anyWriter = 0o222;
  try {
    accessSync(path, constants.W_OK);
    return (statSync(path).mode & anyWriter) !== 0;
  } catch {
    return false;
  }
}
