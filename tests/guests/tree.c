/* Makes a tree of files, walks, renames and rewrites it, prints what is there, and removes it again.
 *
 *     tree DIRECTORY FILES
 *
 * The output depends only on FILES: natively and as a WASI guest it must be the same. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAN_OUT = 20, PATH_SIZE = 512 };

static void must(int ok, const char *what, const char *path)
{
    if (ok)
        return;
    fprintf(stderr, "tree: %s %s: %s\n", what, path, strerror(errno));
    exit(1);
}

/* FILES files in a tree with FAN_OUT entries a directory: the number's digits are the path. */
static void path_of(char *out, const char *root, int number, const char *suffix)
{
    snprintf(out, PATH_SIZE, "%s/d%d/d%d/f%d%s", root, number % FAN_OUT, number / FAN_OUT % FAN_OUT, number, suffix);
}

static void child_of(char *out, const char *path, const char *name)
{
    int n = snprintf(out, PATH_SIZE, "%s/%s", path, name);
    must(n < PATH_SIZE, "too long:", path);
}

static void make_parents(const char *root, int number)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/d%d", root, number % FAN_OUT);
    must(mkdir(path, 0777) == 0 || errno == EEXIST, "mkdir", path);
    snprintf(path, sizeof path, "%s/d%d/d%d", root, number % FAN_OUT, number / FAN_OUT % FAN_OUT);
    must(mkdir(path, 0777) == 0 || errno == EEXIST, "mkdir", path);
}

static void write_file(const char *path, int number, int flags)
{
    char text[64];
    int n = snprintf(text, sizeof text, "file %d of the tree\n", number);
    int fd = open(path, O_WRONLY | O_CREAT | flags, 0666);
    must(fd >= 0, "open", path);
    for (int i = 0; i <= number % 5; i++)
        must(write(fd, text, (size_t)n) == n, "write", path);
    must(close(fd) == 0, "close", path);
}

struct totals {
    int files, directories;
    uint64_t bytes, sum; /* sum: of the hashes of path and content, whatever order the directory is read in */
};

static uint64_t hash(uint64_t h, const void *data, size_t size)
{
    for (const unsigned char *p = data; size > 0; size--)
        h = (h ^ *p++) * 1099511628211u;
    return h;
}

static void walk(const char *path, size_t root_length, struct totals *t)
{
    DIR *d = opendir(path);
    must(d != NULL, "opendir", path);
    errno = 0;
    for (struct dirent *e; (e = readdir(d)) != NULL; errno = 0) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char child[PATH_SIZE];
        struct stat st;
        child_of(child, path, e->d_name);
        must(lstat(child, &st) == 0, "lstat", child);
        uint64_t h = hash(14695981039346656037u, child + root_length, strlen(child + root_length));
        if (S_ISDIR(st.st_mode)) {
            t->directories++;
            walk(child, root_length, t);
        } else {
            char content[512];
            int fd = open(child, O_RDONLY);
            must(fd >= 0, "open", child);
            ssize_t n = read(fd, content, sizeof content);
            must(n == st.st_size, "read", child);
            must(close(fd) == 0, "close", child);
            t->files++;
            t->bytes += (uint64_t)n;
            h = hash(h, content, (size_t)n);
        }
        t->sum += h;
    }
    must(errno == 0, "readdir", path);
    closedir(d);
}

static void report(const char *what, const char *root)
{
    struct totals t = {0};
    walk(root, strlen(root), &t);
    printf("%s: %d files, %d directories, %" PRIu64 " bytes, %016" PRIx64 "\n", what, t.files, t.directories, t.bytes, t.sum);
}

static void remove_all(const char *path)
{
    DIR *d = opendir(path);
    must(d != NULL, "opendir", path);
    for (struct dirent *e; (e = readdir(d)) != NULL;) { /* entries go while the directory is read */
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char child[PATH_SIZE];
        struct stat st;
        child_of(child, path, e->d_name);
        must(lstat(child, &st) == 0, "lstat", child);
        if (S_ISDIR(st.st_mode))
            remove_all(child);
        else
            must(unlink(child) == 0, "unlink", child);
    }
    closedir(d);
    must(rmdir(path) == 0, "rmdir", path);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: tree DIRECTORY FILES\n");
        return 2;
    }
    const char *root = argv[1];
    int count = atoi(argv[2]);
    char path[PATH_SIZE], other[PATH_SIZE];
    must(mkdir(root, 0777) == 0, "mkdir", root);
    for (int i = 0; i < count; i++) {
        make_parents(root, i);
        path_of(path, root, i, "");
        write_file(path, i, O_EXCL);
    }
    report("written", root);
    for (int i = 0; i < count; i += 3) { /* some into another directory, some over an existing file */
        path_of(path, root, i, "");
        path_of(other, root, i % 2 ? i + 1 < count ? i + 1 : i : i, i % 2 ? "" : ".moved");
        must(rename(path, other) == 0, "rename", path);
    }
    report("renamed", root);
    for (int i = 1; i < count; i += 3) {
        path_of(path, root, i, "");
        write_file(path, i + count, i % 2 ? O_APPEND : O_TRUNC);
    }
    report("rewritten", root);
    for (int i = 2; i < count; i += 3) {
        path_of(path, root, i, "");
        must(unlink(path) == 0, "unlink", path);
    }
    report("thinned", root);
    remove_all(root);
    must(access(root, F_OK) != 0 && errno == ENOENT, "still there:", root);
    puts("removed");
    return 0;
}
