import { describe, expect, it } from 'vitest';
import { fileSystemType, isNetworkType, isOnNetwork } from '../../../data/workspace/place.ts';
import { aFolder } from './build.ts';

const mounts = `
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//server/share /home/ann/Team\\040share cifs rw 0 0
tmpfs /home/ann/local tmpfs rw 0 0
`;

describe('a network drive', () => {
  it.each([
    ['/data/x.gpkg', 'ext4'],
    ['/home/ann', 'nfs4'],
    ['/home/ann/Team share/x', 'cifs'],
    ['/home/ann/local', 'tmpfs'],
    ['/homely', 'ext4'],
  ])('is told by the longest mount point over %s: %s', (path, type) => {
    expect(fileSystemType(path, mounts)).toBe(type);
  });

  it.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'fuse.sshfs', 'fuse.rclone'])('may be %s', (type) => {
    expect(isNetworkType(type)).toBe(true);
  });

  it.each(['ext4', 'btrfs', 'tmpfs', 'overlay', 'fuseblk', 'fuse.ntfs-3g', 'apfs'])('is not %s', (type) => {
    expect(isNetworkType(type)).toBe(false);
  });

  it('is not the folder for temporary files', () => {
    expect(isOnNetwork(`${aFolder()}/x.gpkg`)).toBe(false);
  });
});
