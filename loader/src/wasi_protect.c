/* Files that guests must not change: the containers of code that runs, as an operating system protects the image of a process.
 *
 * A file is known by device and inode, whatever name or descriptor leads to it. Its name is protected too: the directories and
 * symbolic links on the way to it can't be renamed or removed, or what runs next under that name would be the guest's choice.
 * No guest can make a protected file appear under a new name, so a name that has been looked at stays harmless. */
#include "wasi_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct zw_protection {
    struct zw_protection *next;
    uint64_t count; /* of those who asked */
    dev_t dev;
    ino_t ino;
    int fd;     /* keeps the inode's number from being used again; -1: no descriptor was left */
    char *path; /* absolute; NULL: the name by which the descriptor was opened */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static zw_protection *protections;

uint32_t zw_protect_epoch;

enum { PATH_ROOM = 2 * ZW_PATH_MAX, MAX_LINKS = 40 };

static bool is(const struct stat *st, dev_t dev, ino_t ino) {
    return st->st_dev == dev && st->st_ino == ino;
}

static char *absolute(const char *path) {
    char from[ZW_PATH_MAX] = "";
    if (path[0] != '/' && !getcwd(from, sizeof from))
        return NULL;
    size_t n = strlen(from), m = strlen(path) + 1;
    char *out = n + m < PATH_ROOM ? malloc(n + 1 + m) : NULL;
    if (out) {
        memcpy(out, from, n);
        out[n] = '/';
        memcpy(out + n + 1, path, m);
    }
    return out;
}

/* The name by which a descriptor was opened, as of now; false: there is none. */
static bool name_of_fd(int fd, char out[ZW_PATH_MAX]) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = fd < 0 ? -1 : readlink(link, out, ZW_PATH_MAX);
    if (n <= 0 || n >= ZW_PATH_MAX || out[0] != '/')
        return false;
    out[n] = 0;
    return true;
}

/* Whether a descriptor has no other name than that one. */
static bool adds_no_name(int fd, int to) {
    char name[ZW_PATH_MAX], known[ZW_PATH_MAX];
    return !name_of_fd(fd, name) || (name_of_fd(to, known) && strcmp(name, known) == 0);
}

zw_protection *zw_wasi_protect(int fd, const char *path) {
    struct stat st;
    if (fstat(fd, &st) != 0)
        return NULL;
    char *name = path ? absolute(path) : NULL;
    pthread_mutex_lock(&lock);
    zw_protection *p = name ? NULL : protections;
    while (p && (p->path || !is(&st, p->dev, p->ino) || !adds_no_name(fd, p->fd)))
        p = p->next;
    if (!p && (p = malloc(sizeof *p)) != NULL) {
        *p = (zw_protection){.next = protections, .dev = st.st_dev, .ino = st.st_ino, .path = name};
        p->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        protections = p;
        __atomic_fetch_add(&zw_protect_epoch, 1, __ATOMIC_SEQ_CST);
    }
    if (p)
        p->count++;
    else
        free(name);
    pthread_mutex_unlock(&lock);
    return p;
}

void zw_wasi_unprotect(zw_protection *p) {
    if (!p)
        return;
    pthread_mutex_lock(&lock);
    bool last = --p->count == 0;
    if (last) {
        zw_protection **at = &protections;
        while (*at != p)
            at = &(*at)->next;
        *at = p->next;
        __atomic_fetch_add(&zw_protect_epoch, 1, __ATOMIC_SEQ_CST);
    }
    pthread_mutex_unlock(&lock);
    if (!last)
        return;
    if (p->fd >= 0)
        close(p->fd);
    free(p->path);
    free(p);
}

/* The name of a protected file, or false if there is none. */
static bool name_of(const zw_protection *p, char out[PATH_ROOM]) {
    if (p->path) {
        snprintf(out, PATH_ROOM, "%s", p->path);
        return true;
    }
    return name_of_fd(p->fd, out);
}

/* Whether a name leads through this directory or link, or to this file; `rest` is used up. When in doubt, yes. */
static bool leads_through(char rest[PATH_ROOM], const struct stat *what) {
    int at = open("/", O_PATH | O_CLOEXEC), links = 0;
    bool found = at < 0;
    for (size_t n; !found && (n = strspn(rest, "/"), rest[n]);) {
        char name[ZW_NAME_MAX + 1], target[ZW_PATH_MAX];
        struct stat st;
        memmove(rest, rest + n, strlen(rest + n) + 1);
        n = strcspn(rest, "/");
        if (n > ZW_NAME_MAX)
            break;
        memcpy(name, rest, n);
        name[n] = 0;
        memmove(rest, rest + n, strlen(rest + n) + 1);
        int fd = openat(at, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) {
            found = errno != ENOENT && errno != ENOTDIR;
            break;
        }
        found = fstat(fd, &st) != 0 || is(what, st.st_dev, st.st_ino);
        if (!found && S_ISLNK(st.st_mode)) {
            ssize_t len = readlinkat(fd, "", target, sizeof target);
            close(fd);
            if (len <= 0 || len == sizeof target || (size_t)len + strlen(rest) >= PATH_ROOM || ++links > MAX_LINKS)
                break;
            memmove(rest + len, rest, strlen(rest) + 1);
            memcpy(rest, target, (size_t)len);
            fd = target[0] == '/' ? open("/", O_PATH | O_CLOEXEC) : at;
            found = fd < 0;
        }
        if (fd != at)
            close(at);
        at = fd;
    }
    if (at >= 0)
        close(at);
    return found;
}

/* By its number, or as what is found now under a name that was given. */
static bool is_protected(const struct stat *st) {
    struct stat now;
    for (const zw_protection *p = protections; p; p = p->next)
        if (is(st, p->dev, p->ino) || (p->path && stat(p->path, &now) == 0 && is(st, now.st_dev, now.st_ino)))
            return true;
    return false;
}

static bool leads_to_protected(const struct stat *st) {
    char path[PATH_ROOM];
    for (const zw_protection *p = protections; p; p = p->next)
        if (name_of(p, path) && leads_through(path, st))
            return true;
    return false;
}

static bool none(void) {
    return __atomic_load_n(&zw_protect_epoch, __ATOMIC_SEQ_CST) == 0;
}

bool zw_protected(int host) {
    struct stat st;
    if (none() || fstat(host, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    pthread_mutex_lock(&lock);
    bool found = is_protected(&st);
    pthread_mutex_unlock(&lock);
    return found;
}

uint32_t zw_name_protected(int dir, const char *name, bool moves) {
    struct stat st;
    if (none() || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return W_SUCCESS;
    uint32_t error = W_SUCCESS;
    pthread_mutex_lock(&lock);
    if (S_ISREG(st.st_mode))
        error = is_protected(&st) ? W_TXTBSY : W_SUCCESS;
    else if (moves && (S_ISDIR(st.st_mode) || S_ISLNK(st.st_mode)))
        error = leads_to_protected(&st) ? W_BUSY : W_SUCCESS;
    pthread_mutex_unlock(&lock);
    return error;
}
