/* Paths: whatever a guest says, the result lies beneath the directory that it named.
 *
 * Where the kernel has openat2, RESOLVE_BENEATH does it. Elsewhere a walk opens one name after the other, never following a link in
 * the kernel: it reads links itself and resolves them from where it stands, and ".." goes back to a directory that it still
 * holds open, so that nothing moved or swapped meanwhile leads out. The calls at the end of a path never follow its last name. */
#include "wasi_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "utf8.h"

/* ---- path arguments ---- */

static bool is_utf8(const char *p, size_t n) {
    uint32_t code;
    for (size_t k; n > 0; p += k, n -= k)
        if ((k = zw_utf8(p, n, &code)) == 0)
            return false;
    return true;
}

uint32_t zw_path(const zw_wasi_mem *m, uint32_t ptr, uint32_t len, char out[ZW_PATH_MAX]) {
    if (!zw_mem_ok(m, ptr, len))
        return W_FAULT;
    if (len == 0)
        return W_NOENT;
    if (len >= ZW_PATH_MAX)
        return W_NAMETOOLONG;
    memcpy(out, m->base + ptr, len);
    out[len] = 0;
    if (!is_utf8(out, len))
        return W_ILSEQ;
    if (memchr(out, 0, len))
        return W_INVAL;
    return out[0] == '/' ? W_PERM : W_SUCCESS;
}

/* ---- openat2 ---- */

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

enum { BENEATH = 0x08, TRIES = 32 };

static int openat2(int dir, const char *path, int flags, mode_t mode) {
    struct { uint64_t flags, mode, resolve; } how = {(uint64_t)(unsigned)flags, flags & O_CREAT ? mode : 0, BENEATH};
    return (int)syscall(SYS_openat2, dir, path, &how, sizeof how);
}

bool zw_have_openat2(int dir) {
    int fd = openat2(dir, ".", O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* ---- the walk ---- */

enum { MAX_LINKS = 40, MAX_DEPTH = 1024 };

typedef struct walk {
    int root;
    int depth;
    int dirs[MAX_DEPTH];           /* the directories entered, the current one last */
    int links;
    char rest[2 * ZW_PATH_MAX + 2]; /* what is still to be resolved */
} walk;

static int here(const walk *k) {
    return k->depth ? k->dirs[k->depth - 1] : k->root;
}

/* Puts the target of the link `name` before what is left of the path. */
static uint32_t expand(walk *k, const char *name, const char *left) {
    char target[ZW_PATH_MAX];
    ssize_t n = readlinkat(here(k), name, target, sizeof target);
    if (n < 0)
        return errno == EINVAL ? W_NOTDIR : zw_wasi_error(errno);
    if (++k->links > MAX_LINKS)
        return W_LOOP;
    if (n == 0)
        return W_NOENT;
    if (target[0] == '/')
        return W_PERM;
    size_t after = strlen(left);
    if ((size_t)n == sizeof target || (size_t)n + after >= sizeof k->rest)
        return W_NAMETOOLONG;
    memmove(k->rest + n, left, after + 1);
    memcpy(k->rest, target, (size_t)n);
    return W_SUCCESS;
}

static uint32_t enter(walk *k, const char *name, const char *left, bool *entered) {
    *entered = false;
    if (k->depth == MAX_DEPTH)
        return W_NAMETOOLONG;
    int fd = openat(here(k), name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOTDIR || errno == ELOOP ? expand(k, name, left) : zw_wasi_error(errno);
    k->dirs[k->depth++] = fd;
    *entered = true;
    return W_SUCCESS;
}

static uint32_t steps(walk *k, bool follow, bool creates, char name[ZW_NAME_MAX + 2]) {
    for (;;) {
        const char *p = k->rest + strspn(k->rest, "/");
        size_t n = strcspn(p, "/");
        const char *left = p + n;
        bool last = left[strspn(left, "/")] == 0;
        if (n > ZW_NAME_MAX)
            return W_NAMETOOLONG;
        memcpy(name, p, n);
        name[n] = 0;
        bool entered = true;
        uint32_t error = W_SUCCESS;
        if (strcmp(name, "..") == 0) {
            if (k->depth == 0)
                return W_PERM;
            close(k->dirs[--k->depth]);
        } else if (n > 0 && strcmp(name, ".") != 0) {
            if (*left == 0) { /* the last name, and no slash after it */
                struct stat st;
                if (!follow || fstatat(here(k), name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISLNK(st.st_mode))
                    return W_SUCCESS;
                error = expand(k, name, left);
                entered = false;
            } else if (last && creates) { /* a file cannot be made under a name with a slash after it */
                return W_ISDIR;
            } else {
                error = enter(k, name, left, &entered);
            }
        }
        if (error)
            return error;
        if (entered && last) {
            memcpy(name, ".", 2);
            return W_SUCCESS;
        }
        if (entered)
            memmove(k->rest, left, strlen(left) + 1);
    }
}

static uint32_t resolve_by_walk(int root, const char *path, bool follow, bool creates, zw_place *place) {
    walk k;
    k.root = root;
    k.depth = k.links = 0;
    memcpy(k.rest, path, strlen(path) + 1);
    uint32_t error = steps(&k, follow, creates, place->name);
    int keep = !error && k.depth ? k.depth - 1 : k.depth; /* all are closed but the last, which is the result */
    for (int i = 0; i < keep; i++)
        close(k.dirs[i]);
    place->dir = error ? -1 : here(&k);
    place->opened = !error && k.depth;
    return error;
}

/* ---- both ---- */

static uint32_t open_by_walk(int root, const char *path, int flags, mode_t mode, int *host) {
    bool follow = !(flags & O_NOFOLLOW) && (flags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL);
    uint32_t error = W_LOOP;
    for (int i = 0; i < TRIES; i++) { /* again when the last name became a link after it was looked at */
        zw_place place;
        error = resolve_by_walk(root, path, follow, (flags & O_CREAT) != 0, &place);
        if (error)
            return error;
        *host = openat(place.dir, place.name, flags | O_NOFOLLOW, mode);
        error = *host < 0 ? zw_wasi_error(errno) : W_SUCCESS;
        zw_place_close(&place);
        if (error != W_LOOP || !follow)
            return error;
    }
    return error;
}

uint32_t zw_open_beneath(zw_wasi *w, int root, const char *path, int flags, mode_t mode, int *host) {
    for (int i = 0; w->openat2 && i < TRIES; i++) { /* EAGAIN: something was renamed meanwhile, and the kernel is not sure */
        *host = openat2(root, path, flags, mode);
        if (*host >= 0)
            return W_SUCCESS;
        if (errno != EAGAIN)
            return errno == EXDEV ? W_PERM : zw_wasi_error(errno);
    }
    return open_by_walk(root, path, flags, mode, host);
}

uint32_t zw_resolve(zw_wasi *w, int root, const char *path, bool follow, bool keep_slash, zw_place *place) {
    size_t end = strlen(path);
    while (end && path[end - 1] == '/')
        end--;
    bool slash = path[end] == '/';
    size_t start = end;
    while (start && path[start - 1] != '/')
        start--;
    size_t n = end - start;
    bool step = (n == 1 && path[start] == '.') || (n == 2 && path[start] == '.' && path[start + 1] == '.');
    if (n > ZW_NAME_MAX)
        return W_NAMETOOLONG;
    if (follow && !slash && !step)
        return resolve_by_walk(root, path, true, false, place);

    char directory[ZW_PATH_MAX];
    if (step || (slash && !keep_slash)) {
        memcpy(directory, path, strlen(path) + 1);
        memcpy(place->name, ".", 2);
    } else {
        memcpy(directory, path, start);
        directory[start] = 0;
        memcpy(place->name, path + start, n);
        memcpy(place->name + n, slash ? "/" : "", slash ? 2 : 1);
    }
    place->dir = root;
    place->opened = false;
    if (!directory[0])
        return W_SUCCESS;
    uint32_t error = zw_open_beneath(w, root, directory, O_PATH | O_DIRECTORY | O_CLOEXEC, 0, &place->dir);
    place->opened = !error;
    return error;
}

void zw_place_close(zw_place *place) {
    if (place->opened)
        close(place->dir);
    place->opened = false;
}
