/* fd_readdir. A cookie is the host's directory position, which the file system keeps stable while entries come and go. */
#include "wasi_impl.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DIRENT = 24 }; /* bytes of the guest's entry before its name */

/* The kernel's entry: inode, position after it, length, type, name. */
enum { H_INO = 0, H_OFF = 8, H_RECLEN = 16, H_TYPE = 18, H_NAME = 19 };

static uint8_t entry_type(int dir, const char *name, uint8_t host) {
    struct stat st;
    switch (host) {
    case DT_BLK: return FT_BLOCK_DEVICE;
    case DT_CHR: return FT_CHARACTER_DEVICE;
    case DT_DIR: return FT_DIRECTORY;
    case DT_REG: return FT_REGULAR_FILE;
    case DT_LNK: return FT_SYMBOLIC_LINK;
    case DT_SOCK: return FT_SOCKET_STREAM;
    case DT_FIFO: return FT_UNKNOWN;
    default: return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 ? zw_file_type(st.st_mode) : FT_UNKNOWN;
    }
}

static void put(uint8_t *out, uint32_t room, uint32_t *used, const void *bytes, uint32_t n) {
    uint32_t fits = n < room - *used ? n : room - *used;
    memcpy(out + *used, bytes, fits);
    *used += fits;
}

WASI(fd_readdir) {
    uint32_t error, buf = zw_arg32(a, 1), room = zw_arg32(a, 2), out = zw_arg32(a, 4), used = 0;
    uint64_t cookie = zw_arg64(a, 3), self = 0;
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    if (f && f->type != FT_DIRECTORY)
        return W_NOTDIR;
    f = zw_file_with(w, zw_arg32(a, 0), R_FD_READDIR, &error);
    if (!f)
        return error;
    if (!zw_mem_ok(m, buf, room) || !zw_mem_ok(m, out, 4))
        return W_FAULT;
    struct stat st;
    if (fstat(f->host, &st) == 0)
        self = (uint64_t)st.st_ino;
    if (cookie > INT64_MAX || lseek(f->host, (off_t)cookie, SEEK_SET) < 0)
        return cookie > INT64_MAX || errno == EINVAL ? W_INVAL : zw_wasi_error(errno);
    _Alignas(8) char host[4096];
    while (used < room) {
        long n = syscall(SYS_getdents64, f->host, host, sizeof host);
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        if (n < 0) /* not an end: what was read before is lost, but not the error */
            return zw_wasi_error(errno);
        if (n == 0)
            break;
        for (long at = 0; at < n && used < room;) {
            const uint8_t *h = (const uint8_t *)host + at;
            const char *name = (const char *)h + H_NAME;
            uint32_t len = (uint32_t)strlen(name);
            uint8_t entry[DIRENT] = {0};
            zw_put64(entry, zw_get64(h + H_OFF));
            zw_put64(entry + 8, strcmp(name, "..") == 0 ? self : zw_get64(h + H_INO)); /* what lies above is not the guest's to see */
            zw_put32(entry + 16, len);
            entry[20] = entry_type(f->host, name, h[H_TYPE]);
            put(m->base + buf, room, &used, entry, DIRENT);
            put(m->base + buf, room, &used, name, len);
            at += zw_get16(h + H_RECLEN);
        }
    }
    zw_put32(m->base + out, used);
    return W_SUCCESS;
}
