/* Where containers may lie and how long modules live: modules CONTAINER PADDED_FILE SIZE SEED IMPORTER CALLER.
 *
 * Two containers are linked into the program: one as it is, whose code runs where it lies, and one whose code was cut out and
 * lies in a section of its own. Both export "answer", which returns 42, and "fail", which traps two calls deep. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zw.h"

__asm__(".pushsection .zw_whole, \"ax\", @progbits\n"
        "    .balign 4096\n"
        "whole_start: .incbin \"" WHOLE "\"\n"
        "whole_end:\n"
        ".popsection\n"
        ".pushsection .zw_tables, \"a\", @progbits\n"
        "    .balign 16\n"
        "tables_start: .incbin \"" TABLES "\"\n"
        "tables_end:\n"
        ".popsection\n"
        ".pushsection .zw_code, \"ax\", @progbits\n"
        "    .balign 64\n"
        "code_start: .incbin \"" CODE "\"\n"
        "code_end:\n"
        ".popsection\n"
        ".pushsection .zw_empty, \"a\", @progbits\n"
        "    .balign 16\n"
        "empty_start: .incbin \"" EMPTY "\"\n"
        "empty_end:\n"
        ".popsection\n");
extern const uint8_t whole_start[], whole_end[], tables_start[], tables_end[], code_start[], code_end[], empty_start[],
    empty_end[];

static zw_error err;

static void expect(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s (%s)\n", what, err.message);
    exit(1);
}

static zw_static_module in_place(void)
{
    return (zw_static_module){ZW_STATIC_MAGIC, whole_start, (uint64_t)(whole_end - whole_start), whole_start + TEXT_AT, TEXT_SIZE};
}

static zw_static_module apart(void)
{
    return (zw_static_module){ZW_STATIC_MAGIC, tables_start, (uint64_t)(tables_end - tables_start), code_start + CONST_SIZE,
                              (uint64_t)(code_end - code_start) - CONST_SIZE};
}

/* It has no code: where that would be, the linker may have put another module's. */
static zw_static_module without_code(const void *text)
{
    return (zw_static_module){ZW_STATIC_MAGIC, empty_start, (uint64_t)(empty_end - empty_start), text, 0};
}

static zw_func *export(zw_instance *inst, const char *name)
{
    zw_extern e;
    expect(zw_instance_find(inst, name, strlen(name), &e) && e.kind == ZW_FUNC, name);
    return e.of.func;
}

/* What the module does: prints its result, its trap and the backtrace of that. */
static void play(zw_store *store, zw_module *m)
{
    zw_instance *inst = zw_instance_new(store, m, NULL, 1, &err);
    expect(inst != NULL, "no instance");
    zw_value cells[1];
    expect(zw_call(store, export(inst, "answer"), cells, &err) == ZW_OK && cells[0].lo == 42, "a wrong answer");
    expect(zw_call(store, export(inst, "fail"), cells, &err) == ZW_ERR_TRAP, "no trap");
    printf("%s:", err.message);
    for (uint32_t i = 0; i < err.nframes; i++)
        printf(" %s %u %" PRIx64, err.frames[i].name, err.frames[i].func_index, err.frames[i].wasm_offset);
    printf("\n");
}

static void refuse(zw_store *store, zw_static_module bad)
{
    memset(&err, 0, sizeof err);
    expect(zw_module_static(store, &bad, &err) == NULL, "a bad descriptor was taken");
    printf("%s\n", err.message);
}

static void linked_in(void)
{
    zw_store *store = zw_store_new();
    zw_static_module a = in_place(), b = apart(), bad;
    zw_module *first = zw_module_static(store, &a, &err), *second = zw_module_static(store, &b, &err);
    expect(first != NULL && second != NULL, "a module that is linked in is refused");
    zw_module *again = zw_module_static(store, &a, &err);
    expect(again != NULL && zw_module_check(first, &err) == ZW_OK && zw_module_check(second, &err) == ZW_OK, "not sound");
    expect(zw_find_module(store, (uint64_t)(uintptr_t)b.text) == second, "not found by its code");
    zw_static_module none = without_code(b.text);
    zw_module *empty = zw_module_static(store, &none, &err);
    expect(empty != NULL && zw_find_module(store, (uint64_t)(uintptr_t)b.text) == second, "hidden by a module without code");
    play(store, first);
    play(store, second);
    zw_module_free(empty);
    play(store, again);
    zw_module_free(again);
    zw_module_free(first);
    expect(zw_find_module(store, (uint64_t)(uintptr_t)a.text) != NULL, "freed under its instance");

    refuse(store, (zw_static_module){0});
    bad = a, bad.magic++;
    refuse(store, bad);
    bad = a, bad.size = 100;
    refuse(store, bad);
    bad = a, bad.size--;
    refuse(store, bad);
    bad = a, bad.container = (const uint8_t *)a.container + 8;
    refuse(store, bad);
    bad = a, bad.text = (const uint8_t *)a.text + 16;
    refuse(store, bad);
    bad = a, bad.text = NULL;
    refuse(store, bad);
    bad = a, bad.container = NULL;
    refuse(store, bad);
    bad = a, bad.text_size--;
    refuse(store, bad);
    bad = b, bad.container = whole_start + 4096;
    refuse(store, bad);
    expect(zw_module_static(store, NULL, &err) == NULL, "a descriptor that is not there was taken");
    zw_store_free(store);
}

static void part_of_a_file(const char *path, uint64_t size)
{
    const uint64_t at = 3 * 4096, more[][2] = {{at + 8, size}, {at + 4096, size}, {at, size + 4096}, {0, size}, {at, 1 << 20},
                                               {UINT64_MAX & -4096, size}, {at, UINT64_MAX}, {at, 100}, {at, 0}};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    zw_store *store = zw_store_new();
    for (int round = 0; round < 2; round++) {
        zw_module *m = zw_module_map(store, fd, at, size, &err);
        expect(m != NULL && zw_module_check(m, &err) == ZW_OK, "a part of a file is refused");
        play(store, m);
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        memset(&err, 0, sizeof err);
        expect(zw_module_map(store, fd, more[i][0], more[i][1], &err) == NULL, "a wrong part of a file was taken");
        printf("%s\n", err.message);
    }
    expect(zw_module_map(store, -1, at, size, &err) == NULL, "no file");
    close(fd);
    zw_store_free(store);
}

/* Modules come and go; the code of those that are there is found, in their order and in any. */
static void come_and_go(const uint8_t *bytes, size_t size, uint64_t seed)
{
    enum { MOST = 40 };
    zw_store *store = zw_store_new();
    zw_module *modules[MOST];
    bool kept[MOST] = {false};
    uint32_t n = 0;
    zw_static_module linked = apart();
    for (int step = 0; step < 2000; step++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        uint32_t r = (uint32_t)(seed >> 33), which = n > 0 ? r / 8 % n : 0;
        if (n < MOST && (n == 0 || r % 8 < 4)) {
            kept[n] = false;
            modules[n] = r % 8 == 0 ? zw_module_static(store, &linked, &err) : zw_module_load(store, bytes, size, &err);
            expect(modules[n++] != NULL, "not loaded");
        } else if (r % 8 == 4 && step < 200) {
            zw_instance *inst = zw_instance_new(store, modules[which], NULL, 1, &err);
            zw_value cells[1];
            expect(inst != NULL && zw_call(store, export(inst, "answer"), cells, &err) == ZW_OK, "no answer");
            kept[which] = true;
        } else {
            uint64_t pc = (uint64_t)(uintptr_t)modules[which]->part[ZW_CW_PART_TEXT];
            bool shared = pc == (uint64_t)(uintptr_t)linked.text, stays = kept[which] || shared;
            zw_module_free(modules[which]);
            expect(stays || zw_find_module(store, pc) == NULL, "found after it was freed");
            modules[which] = modules[--n];
            kept[which] = kept[n];
        }
        for (uint32_t i = 0; i < n; i++) {
            uint64_t pc = (uint64_t)(uintptr_t)modules[i]->part[ZW_CW_PART_TEXT], last = modules[i]->part_size[ZW_CW_PART_TEXT] - 1;
            zw_module *found = zw_find_module(store, pc + (i % 2 ? last : 0));
            expect(found != NULL && found->part[ZW_CW_PART_TEXT] == modules[i]->part[ZW_CW_PART_TEXT], "not found");
        }
    }
    zw_module_free(NULL);
    zw_store_free(store);
}

static int32_t host(void *env, zw_instance *instance, zw_value *cells)
{
    (void)instance;
    cells[0].lo = *(const int *)env;
    return ZW_HOST_OK;
}

/* A host function that a module was to import is not touched by the module's end. */
static void given_to_another(const char *importer, const char *caller)
{
    static const int seven = 7;
    zw_valtype i32 = ZW_I32;
    zw_store *store = zw_store_new();
    uint32_t type = zw_store_functype_id(store, NULL, 0, &i32, 1);
    zw_extern imports[2] = {{.kind = ZW_FUNC, .of.func = zw_hostfunc_new(store, type, host, (void *)(uintptr_t)&seven)}};
    int fd = open(importer, O_RDONLY | O_CLOEXEC);
    zw_module *m = zw_module_load_fd(store, fd, &err);
    expect(m != NULL && zw_instance_new(store, m, imports, 1, &err) == NULL, "an instance without its second import");
    zw_module_free(m);
    close(fd);
    fd = open(caller, O_RDONLY | O_CLOEXEC);
    m = zw_module_load_fd(store, fd, &err);
    close(fd);
    zw_externtype shape = {.kind = ZW_TABLE, .type = ZW_FUNCREF, .min = 1, .max = 1};
    zw_tab *table = zw_tab_new(store, &shape, (uint64_t)(uintptr_t)imports[0].of.func, &err);
    zw_extern given = {.kind = ZW_TABLE, .of.table = table};
    zw_instance *inst = zw_instance_new(store, m, &given, 1, &err);
    expect(inst != NULL, "no instance");
    zw_module_free(m);
    zw_value cells[1];
    expect(zw_call(store, export(inst, "indirect"), cells, &err) == ZW_OK && cells[0].lo == 7, "not called");
    zw_store_free(store);
}

int main(int argc, char **argv)
{
    if (argc != 7)
        return 2;
    static uint8_t bytes[1 << 20];
    FILE *file = fopen(argv[1], "rb");
    size_t size = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
    if (file != NULL)
        fclose(file);
    linked_in();
    part_of_a_file(argv[2], strtoull(argv[3], NULL, 10));
    come_and_go(bytes, size, strtoull(argv[4], NULL, 10));
    given_to_another(argv[5], argv[6]);
    return 0;
}
