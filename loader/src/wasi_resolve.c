/* Paths: whatever a guest says, the result lies beneath the directory that it named.
 *
 * Where the host can do that in one step (openat2 of Linux), it does. Elsewhere a walk opens one name after the other, never following a
 * link in the host: it reads links itself and resolves them from where it stands, and ".." goes back to a directory that it still
 * holds open, so that nothing moved or swapped meanwhile leads out. The calls at the end of a path never follow its last name. */
#include "wasi_impl.h"

#include <stdlib.h>

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

/* ---- the walk ---- */

enum { MAX_LINKS = 40, MAX_DEPTH = 1024, FIRST_DEPTH = 16, TRIES = 32 };

typedef struct walk {
    zw_handle root;
    int depth, room;
    zw_handle *dirs;                /* the directories entered, the current one last */
    int links;
    char rest[2 * ZW_PATH_MAX + 2]; /* what is still to be resolved */
} walk;

static zw_handle here(const walk *k) {
    return k->depth ? k->dirs[k->depth - 1] : k->root;
}

/* Puts the target of the link `name` before what is left of the path. */
static uint32_t expand(walk *k, const char *name, const char *left) {
    char target[ZW_PATH_MAX];
    size_t n;
    uint32_t error = zw_sys_readlink(here(k), name, target, sizeof target, &n);
    if (error)
        return error == W_INVAL ? W_NOTDIR : error;
    if (++k->links > MAX_LINKS)
        return W_LOOP;
    if (n == 0)
        return W_NOENT;
    if (target[0] == '/')
        return W_PERM;
    size_t after = strlen(left);
    if (n == sizeof target || n + after >= sizeof k->rest)
        return W_NAMETOOLONG;
    memmove(k->rest + n, left, after + 1);
    memcpy(k->rest, target, n);
    return W_SUCCESS;
}

static uint32_t enter(walk *k, const char *name, const char *left, bool *entered) {
    *entered = false;
    if (k->depth == MAX_DEPTH)
        return W_NAMETOOLONG;
    if (k->depth == k->room) {
        int room = k->room ? 2 * k->room : FIRST_DEPTH;
        zw_handle *dirs = realloc(k->dirs, (size_t)room * sizeof *dirs);
        if (!dirs)
            return W_NOMEM;
        k->dirs = dirs;
        k->room = room;
    }
    uint32_t error = zw_sys_enter(here(k), name, &k->dirs[k->depth]);
    if (error)
        return error == W_NOTDIR || error == W_LOOP ? expand(k, name, left) : error;
    k->depth++;
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
            zw_sys_close(k->dirs[--k->depth], true);
        } else if (n > 0 && strcmp(name, ".") != 0) {
            if (*left == 0) { /* the last name, and no slash after it */
                zw_stat st;
                if (!follow || zw_sys_stat_at(here(k), name, &st) != W_SUCCESS || st.type != FT_SYMBOLIC_LINK)
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

static uint32_t resolve_by_walk(zw_handle root, const char *path, bool follow, bool creates, zw_place *place) {
    walk k;
    k.root = root;
    k.depth = k.room = k.links = 0;
    k.dirs = NULL;
    memcpy(k.rest, path, strlen(path) + 1);
    uint32_t error = steps(&k, follow, creates, place->name);
    int keep = !error && k.depth ? k.depth - 1 : k.depth; /* all are closed but the last, which is the result */
    for (int i = 0; i < keep; i++)
        zw_sys_close(k.dirs[i], true);
    place->dir = error ? ZW_NO_HANDLE : here(&k);
    place->opened = !error && k.depth;
    free(k.dirs);
    return error;
}

/* ---- both ---- */

/* To the end of a path, again when its last name became a link after it was looked at. */
static uint32_t open_by_walk(zw_handle root, const char *path, uint32_t how, zw_handle *host) {
    enum { FRESH = ZW_OPEN_CREATE | ZW_OPEN_EXCLUSIVE };
    bool follow = !(how & ZW_OPEN_NOFOLLOW) && (how & FRESH) != FRESH;
    uint32_t error = W_LOOP;
    for (int i = 0; i < TRIES; i++) {
        zw_place place;
        error = resolve_by_walk(root, path, follow, (how & ZW_OPEN_CREATE) != 0, &place);
        if (error)
            return error;
        error = zw_sys_open_at(place.dir, place.name, how, host);
        zw_place_close(&place);
        if (error != W_LOOP || !follow)
            return error;
    }
    return error;
}

static uint32_t stat_by_walk(zw_handle root, const char *path, bool follow, zw_stat *st) {
    for (int i = 0; i < TRIES; i++) {
        zw_place place;
        uint32_t error = resolve_by_walk(root, path, follow, false, &place);
        if (error)
            return error;
        error = zw_sys_stat_at(place.dir, place.name, st);
        zw_place_close(&place);
        if (error || !follow || st->type != FT_SYMBOLIC_LINK)
            return error;
    }
    return W_LOOP;
}

uint32_t zw_open_beneath(zw_wasi *w, zw_handle root, const char *path, uint32_t how, zw_handle *host) {
    for (int i = 0; w->resolves && i < TRIES; i++) {
        uint32_t error = zw_sys_open_beneath(root, path, how, host);
        if (error != W_AGAIN)
            return error;
    }
    return open_by_walk(root, path, how, host);
}

uint32_t zw_stat_beneath(zw_wasi *w, zw_handle root, const char *path, bool follow, zw_stat *st) {
    if (!w->resolves)
        return stat_by_walk(root, path, follow, st);
    zw_handle host;
    uint32_t error = zw_open_beneath(w, root, path, follow ? ZW_OPEN_LOOK : ZW_OPEN_LOOK | ZW_OPEN_NOFOLLOW, &host);
    if (error)
        return error;
    error = zw_sys_stat(host, st);
    zw_sys_close(host, true);
    return error;
}

uint32_t zw_resolve(zw_wasi *w, zw_handle root, const char *path, bool follow, bool keep_slash, zw_place *place) {
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
    uint32_t error = zw_open_beneath(w, root, directory, ZW_OPEN_LOOK | ZW_OPEN_DIRECTORY, &place->dir);
    place->opened = !error;
    return error;
}

void zw_place_close(zw_place *place) {
    if (place->opened)
        zw_sys_close(place->dir, true);
    place->opened = false;
}
