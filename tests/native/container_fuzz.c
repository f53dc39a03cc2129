/* Mutates a container and gives it to the loader, many times: container_fuzz FILE SEED COUNT.
 * Most mutants get a correct checksum, so that the checks behind it do their work. Code is never run. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "zw.h"

static uint64_t state;

static uint64_t rnd(uint64_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return n == 0 ? 0 : (state * 0x2545f4914f6cdd1dull >> 11) % n;
}

static uint32_t word(void)
{
    static const uint32_t some[] = {0, 1, 2, 7, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff};
    return rnd(3) ? some[rnd(sizeof some / sizeof *some)] : (uint32_t)rnd(200);
}

static void put32(uint8_t *p, size_t n, size_t at, uint32_t v)
{
    if (at + 4 <= n)
        memcpy(p + at, &v, 4);
}

static void mutate(uint8_t *p, size_t n, size_t meta_end)
{
    enum { SECTIONS = ZW_CW_PARTS + ZW_CW_TABLES, ROW = sizeof(zw_cw_section) };
    for (uint64_t k = 1 + rnd(4); k > 0; k--) {
        switch (rnd(6)) {
        case 0:
            p[rnd(meta_end < n ? meta_end : n)] ^= (uint8_t)(1 << rnd(8));
            break;
        case 1: /* where a section lies, or how large it is */
            put32(p, n, ZW_CW_META_AT + ROW * rnd(SECTIONS) + 16 + 4 * rnd(4), word());
            break;
        case 2: /* its name is another one's */
            if (n >= ZW_CW_META_AT + ROW * SECTIONS)
                memcpy(p + ZW_CW_META_AT + ROW * rnd(SECTIONS), p + ZW_CW_META_AT + ROW * rnd(SECTIONS), rnd(2) ? 16 : 1);
            break;
        case 3:
            put32(p, n, ZW_CW_HEADER_AT + 16 + 4 * rnd((sizeof(zw_cw_header) - 16) / 4), word());
            break;
        case 4:
            p[rnd(n)] = (uint8_t)rnd(256);
            break;
        default:
            put32(p, n, ZW_CW_META_AT + 4 * rnd((meta_end - ZW_CW_META_AT) / 4 + 1), word());
            break;
        }
    }
}

static void seal(uint8_t *p, size_t n)
{
    uint64_t end;
    memcpy(&end, p + ZW_CW_HEADER_AT + offsetof(zw_cw_header, meta_end), 8);
    if (end < ZW_CW_META_AT || end > n)
        return;
    size_t crc_at = ZW_CW_HEADER_AT + offsetof(zw_cw_header, meta_crc);
    uint32_t crc = zw_crc32(0, p, crc_at);
    put32(p, n, crc_at, zw_crc32(crc, p + crc_at + 8, end - crc_at - 8));
}

static int32_t callback(void *env, zw_instance *inst, zw_value *cells)
{
    (void)env;
    (void)inst;
    (void)cells;
    return ZW_HOST_OK;
}

static void provide(zw_store *store, zw_module *m, zw_extern *out)
{
    for (size_t i = 0; i < zw_module_imports(m); i++) {
        zw_name from, name;
        zw_externtype type;
        zw_value zero = {0, 0};
        zw_module_import(m, i, &from, &name, &type);
        out[i].kind = type.kind;
        if (type.kind == ZW_FUNC)
            out[i].of.func = zw_hostfunc_new(store, type.type_id, callback, NULL);
        else if (type.kind == ZW_TABLE)
            out[i].of.table = zw_tab_new(store, &type, 0, NULL);
        else if (type.kind == ZW_MEMORY)
            out[i].of.memory = zw_mem_new(store, &type, NULL);
        else if (type.kind == ZW_GLOBAL)
            out[i].of.global = zw_global_new(store, type.type, (int)type.is_mutable, &zero);
        else
            out[i].of.tag = zw_tag_new(store, type.type_id);
    }
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    FILE *f = fopen(argv[1], "rb");
    static uint8_t original[1 << 24];
    size_t size = f == NULL ? 0 : fread(original, 1, sizeof original, f);
    state = strtoull(argv[2], NULL, 10) * 0x9e3779b97f4a7c15ull + 1;
    long count = strtol(argv[3], NULL, 10), loaded = 0, made = 0;
    if (size < ZW_CW_META_AT)
        return 2;
    uint64_t meta_end;
    memcpy(&meta_end, original + ZW_CW_HEADER_AT + offsetof(zw_cw_header, meta_end), 8);
    uint64_t text_size;
    memcpy(&text_size, original + ZW_CW_META_AT + ZW_CW_PART_TEXT * sizeof(zw_cw_section) + offsetof(zw_cw_section, size), 8);
    double slowest = 0;
    for (long i = 0; i < count; i++) {
        size_t n = rnd(8) ? size : rnd(size);
        uint8_t *p = malloc(n ? n : 1);
        memcpy(p, original, n);
        if (n >= ZW_CW_META_AT) {
            if (i > 0)
                mutate(p, n, meta_end);
            if (rnd(8))
                seal(p, n);
        }
        struct timespec a, b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        zw_store *store = zw_store_new();
        zw_store_limit_memory(store, 1 << 28);
        zw_error err;
        static const _Alignas(ZW_CW_CONST_ALIGN) uint8_t code[1]; /* is not run */
        zw_static_module linked = {ZW_STATIC_MAGIC, p, n, code, rnd(8) ? text_size : rnd(n)};
        zw_module *m = i % 4 == 3 ? zw_module_static(store, &linked, &err) : zw_module_load(store, p, n, &err);
        if (m != NULL) {
            loaded++;
            zw_extern *imports = calloc(zw_module_imports(m) + 1, sizeof *imports);
            provide(store, m, imports);
            zw_instance *inst = zw_instance_new(store, m, imports, 0, &err);
            made += inst != NULL;
            free(imports);
            zw_frame frame;
            for (int k = 0; k < 20; k++) {
                uint64_t off = rnd(m->part_size[ZW_CW_PART_TEXT] + 8);
                zw_find_site(m, off);
                zw_describe_pc(store, (uint64_t)(uintptr_t)m->part[ZW_CW_PART_TEXT] + off, &frame);
            }
            zw_module_check(m, &err);
            for (size_t k = 0; inst != NULL && k < zw_module_exports(m); k++) {
                zw_extern e;
                zw_externtype type;
                zw_instance_export(inst, k, &e);
                zw_extern_type(&e, &type);
            }
        } else if (err.kind == 0 || err.message[0] == '\0') {
            printf("mutant %ld: refused without a reason\n", i);
            return 1;
        }
        if (i == 0 && m == NULL && n == size) {
            printf("the original is refused: %s\n", err.message);
            return 1;
        }
        zw_store_free(store);
        free(p);
        clock_gettime(CLOCK_MONOTONIC, &b);
        double t = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) * 1e-9;
        if (t > slowest)
            slowest = t;
    }
    printf("%ld mutants, %ld loaded, %ld instantiated, slowest %.3f s\n", count, loaded, made, slowest);
    return slowest > 5;
}
