/* fd_readdir. */
#include "wasi_impl.h"

enum { DIRENT = 24 }; /* bytes of the guest's entry before its name */

static void put(uint8_t *out, uint32_t room, uint32_t *used, const void *bytes, uint32_t n) {
    uint32_t fits = n < room - *used ? n : room - *used;
    memcpy(out + *used, bytes, fits);
    *used += fits;
}

WASI(fd_readdir) {
    uint32_t error, buf = zw_arg32(a, 1), room = zw_arg32(a, 2), out = zw_arg32(a, 4), used = 0;
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    if (f && f->type != FT_DIRECTORY)
        return W_NOTDIR;
    f = zw_file_with(w, zw_arg32(a, 0), R_FD_READDIR, &error);
    if (!f)
        return error;
    if (!zw_mem_ok(m, buf, room) || !zw_mem_ok(m, out, 4))
        return W_FAULT;
    zw_stat self;
    if (zw_sys_stat(f->host, &self) != W_SUCCESS)
        self.ino = 0;
    zw_scan scan;
    if ((error = zw_scan_start(&scan, f->host, &f->listing, zw_arg64(a, 3))) != W_SUCCESS)
        return error;
    for (bool end = false; used < room;) {
        error = zw_scan_more(&scan, &end);
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        if (error) /* not an end: what was read before is lost, but not the error */
            return error;
        if (end)
            break;
        for (zw_entry e; used < room && zw_scan_next(&scan, &e);) {
            uint32_t len = (uint32_t)strlen(e.name);
            uint8_t entry[DIRENT] = {0};
            zw_put64(entry, e.next);
            zw_put64(entry + 8, strcmp(e.name, "..") == 0 ? self.ino : e.ino); /* what lies above is not the guest's to see */
            zw_put32(entry + 16, len);
            entry[20] = e.type;
            put(m->base + buf, room, &used, entry, DIRENT);
            put(m->base + buf, room, &used, e.name, len);
        }
    }
    zw_put32(m->base + out, used);
    return W_SUCCESS;
}
