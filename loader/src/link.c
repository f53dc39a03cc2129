/* Externs: the types of imports and exports, and whether one may stand for the other. */
#include <stdlib.h>
#include <string.h>

#include "zw.h"

static void declared(const zw_module *m, uint32_t kind, uint32_t index, zw_externtype *out)
{
    *out = (zw_externtype){.kind = kind};
    switch (kind) {
    case ZW_CW_KIND_FUNC:
        out->type_id = m->type_ids[ZW_ROWS(m, FUNCTYPES, functypes)[index].type];
        break;
    case ZW_CW_KIND_TABLE: {
        const zw_cw_tables *t = &ZW_ROWS(m, TABLES, tables)[index];
        out->type = zw_valtype_canon(m, t->type);
        out->min = t->min;
        out->max = t->max;
        out->is64 = (t->flags & ZW_CW_FLAG_64) != 0;
        break;
    }
    case ZW_CW_KIND_MEMORY: {
        const zw_cw_memories *t = &ZW_ROWS(m, MEMORIES, memories)[index];
        out->min = t->min;
        out->max = t->max;
        out->is64 = (t->flags & ZW_CW_FLAG_64) != 0;
        out->guard = (t->flags & ZW_CW_FLAG_GUARD) != 0;
        out->shared = (t->flags & ZW_CW_FLAG_SHARED) != 0;
        out->page_log2 = t->page_log2;
        break;
    }
    case ZW_CW_KIND_GLOBAL: {
        const zw_cw_globals *t = &ZW_ROWS(m, GLOBALS, globals)[index];
        out->type = zw_valtype_canon(m, t->type);
        out->is_mutable = t->flags & ZW_CW_FLAG_MUTABLE;
        break;
    }
    default:
        out->type_id = m->type_ids[ZW_ROWS(m, TAGS, tags)[index].type];
        break;
    }
}

static zw_name text(const zw_module *m, uint32_t off, uint32_t size)
{
    return (zw_name){(const char *)m->table[ZW_CW_TABLE_STRINGS] + off, size};
}

size_t zw_module_imports(const zw_module *m)
{
    return ZW_COUNT(m, IMPORTS);
}

void zw_module_import(const zw_module *m, size_t i, zw_name *from, zw_name *name, zw_externtype *type)
{
    const zw_cw_imports *imp = &ZW_ROWS(m, IMPORTS, imports)[i];
    *from = text(m, imp->module, imp->module_len);
    *name = text(m, imp->name, imp->name_len);
    declared(m, imp->kind, imp->index, type);
}

size_t zw_module_exports(const zw_module *m)
{
    return ZW_COUNT(m, EXPORTS);
}

void zw_module_export(const zw_module *m, size_t i, zw_name *name, zw_externtype *type)
{
    const zw_cw_exports *exp = &ZW_ROWS(m, EXPORTS, exports)[i];
    *name = text(m, exp->name, exp->name_len);
    declared(m, exp->kind, exp->index, type);
}

void zw_extern_type(const zw_extern *ext, zw_externtype *out)
{
    *out = (zw_externtype){.kind = ext->kind};
    switch (ext->kind) {
    case ZW_FUNC:
        out->type_id = ext->of.func->ref.type_id;
        break;
    case ZW_TABLE: {
        const zw_tab *t = ext->of.table;
        out->type = (zw_valtype)t->t.type;
        out->min = t->t.size;
        out->max = t->type_max;
        out->is64 = (t->t.flags & ZW_TABLE_64) != 0;
        break;
    }
    case ZW_MEMORY: {
        const zw_mem *t = ext->of.memory;
        out->min = t->m.bytes >> t->m.page_log2;
        out->max = t->max_pages;
        out->is64 = (t->m.flags & ZW_MEMORY_64) != 0;
        out->guard = (t->m.flags & ZW_MEMORY_GUARD) != 0;
        out->shared = (t->m.flags & ZW_MEMORY_SHARED) != 0;
        out->page_log2 = t->m.page_log2;
        break;
    }
    case ZW_GLOBAL:
        out->type = ext->of.global->type;
        out->is_mutable = ext->of.global->is_mutable;
        break;
    default:
        out->type_id = ext->of.tag->type_id;
        break;
    }
}

static const zw_store *store_of(const zw_extern *ext)
{
    switch (ext->kind) {
    case ZW_FUNC: {
        const zw_funcref *ref = &ext->of.func->ref;
        return ref->func_index == ZW_HOST_FUNC ? ((zw_hostfunc *)ref->vmctx)->store : ((zw_vmctx *)ref->vmctx)->instance->store;
    }
    case ZW_TABLE:
        return ext->of.table->store;
    case ZW_MEMORY:
        return ext->of.memory->store;
    case ZW_GLOBAL:
        return ext->of.global->store;
    default:
        return ext->of.tag->store;
    }
}

static bool limits_match(const zw_externtype *have, const zw_externtype *want)
{
    return have->min >= want->min && (want->max == UINT64_MAX || have->max <= want->max);
}

static bool matches(const zw_externtype *have, const zw_externtype *want)
{
    if (have->kind != want->kind)
        return false;
    switch (want->kind) {
    case ZW_FUNC:
        return zw_type_matches(have->type_id, want->type_id);
    case ZW_TABLE:
        return have->type == want->type && have->is64 == want->is64 && limits_match(have, want);
    case ZW_MEMORY:
        return have->is64 == want->is64 && have->page_log2 == want->page_log2 && have->shared == want->shared &&
               limits_match(have, want);
    case ZW_GLOBAL:
        return have->is_mutable == want->is_mutable &&
               (want->is_mutable ? have->type == want->type : zw_valtype_matches(have->type, want->type));
    default:
        return have->type_id == want->type_id;
    }
}

/* A host function is told which instance imported it: every further instance gets a copy. The first is entered when the
 * instance is complete. */
static zw_func *own_host_func(zw_instance *inst, zw_func *func)
{
    const zw_hostfunc *shared = func->ref.vmctx;
    if (shared->instance == NULL)
        return func;
    zw_hostfunc *hf = zw_hostfunc_alloc(inst->store, shared);
    if (hf == NULL)
        return NULL;
    hf->instance = NULL;
    return (zw_func *)&hf->ref;
}

static int connect_func(zw_instance *inst, uint32_t index, zw_func *func, zw_error *err)
{
    zw_module *m = inst->module;
    const void *code = func->ref.code;
    if (func->ref.func_index == ZW_HOST_FUNC) {
        func = own_host_func(inst, func);
        if (func == NULL)
            return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
        int64_t at = zw_trampoline(m, ZW_CW_TABLE_HOSTS, ZW_ROWS(m, FUNCTYPES, functypes)[index].type);
        if (at < 0)
            return zw_fail(err, ZW_ERR_FORMAT, "damaged container: an import has no trampoline");
        code = m->part[ZW_CW_PART_TEXT] + at; /* quicker than the one for all types */
    }
    zw_import *imp = &zw_imports(inst)[index];
    imp->code = code;
    imp->vmctx = func->ref.vmctx;
    inst->funcs[index] = func;
    return ZW_OK;
}

const char *zw_name_text(zw_name name, char out[ZW_NAME_TEXT])
{
    size_t n = name.size < 100 ? name.size : 100, at = 0;
    for (size_t i = 0; i < n; i++) {
        if (name.text[i] != '\0') {
            out[at++] = name.text[i];
            continue;
        }
        memcpy(out + at, "\\x00", 4);
        at += 4;
    }
    out[at] = '\0';
    return out;
}

static int mismatch(zw_error *err, const char *why, zw_name from, zw_name name, const zw_externtype *have,
                    const zw_externtype *want)
{
    static const char *const kinds[] = {"function", "table", "memory", "global", "tag"};
    char f[ZW_NAME_TEXT], n[ZW_NAME_TEXT];
    zw_name_text(from, f);
    zw_name_text(name, n);
    if (have == NULL)
        return zw_fail(err, ZW_ERR_LINK, "%s: %s \"%s\" \"%s\"", why, kinds[want->kind], f, n);
    if (have->kind == ZW_FUNC && want->kind == ZW_FUNC) {
        char a[96], b[96];
        zw_functype_text(have->type_id, a, sizeof a);
        zw_functype_text(want->type_id, b, sizeof b);
        return zw_fail(err, ZW_ERR_LINK, "%s: \"%s\" \"%s\" is %s, wanted %s", why, f, n, a, b);
    }
    return zw_fail(err, ZW_ERR_LINK, "%s: \"%s\" \"%s\" (a %s, wanted a %s)", why, f, n, kinds[have->kind], kinds[want->kind]);
}

int zw_link(zw_instance *inst, const zw_extern *imports, zw_error *err)
{
    const zw_module *m = inst->module;
    const zw_cw_imports *rows = ZW_ROWS(m, IMPORTS, imports);
    for (uint32_t i = 0; i < ZW_COUNT(m, IMPORTS); i++) {
        zw_externtype want, have;
        zw_name from, name;
        zw_module_import(m, i, &from, &name, &want);
        if (imports == NULL || imports[i].of.any == NULL || imports[i].kind > ZW_TAG)
            return mismatch(err, "unknown import", from, name, NULL, &want);
        if (store_of(&imports[i]) != inst->store)
            return zw_fail(err, ZW_ERR_USE, "an import belongs to another store");
        zw_extern_type(&imports[i], &have);
        if (!matches(&have, &want))
            return mismatch(err, "incompatible import type", from, name, &have, &want);
        uint32_t index = rows[i].index;
        int failed;
        switch (want.kind) {
        case ZW_FUNC:
            failed = connect_func(inst, index, imports[i].of.func, err);
            if (failed)
                return failed;
            break;
        case ZW_TABLE:
            inst->tabs[index] = imports[i].of.table;
            break;
        case ZW_MEMORY:
            if (want.guard && !have.guard)
                return mismatch(err, "incompatible import type (the memory has no guard pages)", from, name, &have, &want);
            inst->mems[index] = imports[i].of.memory;
            break;
        case ZW_GLOBAL:
            inst->globals[index] = *imports[i].of.global;
            break;
        default:
            inst->tags[index] = imports[i].of.tag;
            break;
        }
    }
    return ZW_OK;
}

void zw_instance_export(zw_instance *inst, size_t i, zw_extern *out)
{
    const zw_cw_exports *exp = &ZW_ROWS(inst->module, EXPORTS, exports)[i];
    *out = (zw_extern){.kind = exp->kind};
    switch (exp->kind) {
    case ZW_FUNC:
        out->of.func = inst->funcs[exp->index];
        break;
    case ZW_TABLE:
        out->of.table = inst->tabs[exp->index];
        break;
    case ZW_MEMORY:
        out->of.memory = inst->mems[exp->index];
        break;
    case ZW_GLOBAL:
        out->of.global = &inst->globals[exp->index];
        break;
    default:
        out->of.tag = inst->tags[exp->index];
        break;
    }
}

/* Where the export of that name is in by_name, or would be. */
static uint32_t *export_slot(const zw_module *m, const char *name, size_t size)
{
    const zw_cw_exports *exp = ZW_ROWS(m, EXPORTS, exports);
    uint64_t mask = m->by_name_size - 1;
    for (uint64_t at = zw_hash(name, size) & mask;; at = (at + 1) & mask) {
        uint32_t i = m->by_name[at];
        if (i == 0)
            return &m->by_name[at];
        const zw_cw_exports *e = &exp[i - 1];
        if (e->name_len == size && memcmp(text(m, e->name, e->name_len).text, name, size) == 0)
            return &m->by_name[at];
    }
}

static bool index_exports(zw_module *m)
{
    const zw_cw_exports *exp = ZW_ROWS(m, EXPORTS, exports);
    uint32_t n = ZW_COUNT(m, EXPORTS);
    uint64_t size = 4;
    while (size < 2 * (uint64_t)n)
        size *= 2;
    m->by_name = calloc(size, sizeof *m->by_name);
    m->by_name_size = size;
    for (uint32_t i = 0; m->by_name != NULL && i < n; i++) {
        uint32_t *slot = export_slot(m, text(m, exp[i].name, 0).text, exp[i].name_len);
        if (*slot == 0)
            *slot = i + 1;
    }
    return m->by_name != NULL;
}

int zw_instance_find(zw_instance *inst, const char *name, size_t size, zw_extern *out)
{
    zw_module *m = inst->module;
    if (m->by_name == NULL && !index_exports(m))
        return 0;
    uint32_t i = *export_slot(m, name, size);
    if (i != 0)
        zw_instance_export(inst, i - 1, out);
    return i != 0;
}
