/* The types of a container, and types as text. */
#include <stdlib.h>
#include <string.h>

#include "zw.h"

/* Rewrites the module's words of one group into portable ones. */
typedef struct reader {
    const zw_module *m;
    const uint32_t *w;
    uint32_t at, n, start, size, index; /* the group is types start .. start + size, index the one being read */
    uint32_t *out;
    uint32_t nout;
} reader;

static bool next(reader *r, uint32_t *out)
{
    if (r->at >= r->n)
        return false;
    *out = r->w[r->at++];
    return true;
}

static bool put_index(reader *r, uint32_t code, uint32_t index)
{
    if (index >= r->start + r->size)
        return false;
    bool member = index >= r->start;
    r->out[r->nout++] = code | (member ? ZW_TYPE_MEMBER : 0);
    r->out[r->nout++] = member ? index - r->start : r->m->type_ids[index];
    return true;
}

static bool put_type(reader *r)
{
    uint32_t word;
    if (!next(r, &word) || !zw_valtype_known(word, r->start + r->size))
        return false;
    uint32_t code = word & 0xff;
    int32_t heap = (int32_t)word >> 8;
    if ((code == 0x63 || code == 0x64) && heap >= 0)
        return put_index(r, code, (uint32_t)heap);
    r->out[r->nout++] = code;
    r->out[r->nout++] = (uint32_t)heap;
    return true;
}

static bool read_type(reader *r)
{
    uint32_t kind, final, nsuper, word, count[2] = {0, 0};
    if (!next(r, &kind) || !next(r, &final) || !next(r, &nsuper) || kind > ZW_CW_TYPE_ARRAY || nsuper > 1)
        return false;
    r->out[r->nout++] = kind;
    r->out[r->nout++] = final != 0;
    r->out[r->nout++] = nsuper;
    for (uint32_t k = 0; k < nsuper; k++)
        if (!next(r, &word) || word >= r->index || !put_index(r, 0, word))
            return false;
    uint32_t *counts = &r->out[r->nout];
    r->nout += 2;
    uint32_t flags = r->at + 1;
    for (int list = 0; list < (kind == ZW_CW_TYPE_FUNC ? 2 : 1); list++) {
        if (!next(r, &count[list]) || count[list] > r->n - r->at)
            return false;
        for (uint32_t k = 0; k < count[list]; k++) {
            if (!put_type(r) || (kind != ZW_CW_TYPE_FUNC && !next(r, &word)))
                return false;
        }
    }
    if (kind != ZW_CW_TYPE_FUNC)
        for (uint32_t k = 0; k < count[0]; k++)
            r->out[r->nout++] = r->w[flags + 2 * k + 1];
    counts[0] = count[0];
    counts[1] = count[1];
    return true;
}

static bool func_type(const zw_module *m, uint32_t type)
{
    return zw_type_get(m->type_ids[type])->kind == ZW_CW_TYPE_FUNC;
}

int zw_types_intern(zw_module *m, zw_error *err)
{
    uint32_t total = m->h->types, n = ZW_COUNT(m, TYPES);
    reader r = {.m = m, .w = m->table[ZW_CW_TABLE_TYPES], .n = n};
    if (total > n)
        return zw_fail(err, ZW_ERR_FORMAT, "damaged container: the types are cut off");
    m->type_ids = calloc((size_t)total + 1, sizeof(uint32_t));
    r.out = malloc(((size_t)n + 1) * 2 * sizeof(uint32_t));
    if (m->type_ids == NULL || r.out == NULL) {
        free(r.out);
        return zw_fail(err, ZW_ERR_LIMIT, "out of memory");
    }
    bool ok = true;
    int failed = ZW_OK;
    while (ok && r.start < total) {
        ok = next(&r, &r.size) && r.size <= total - r.start;
        r.nout = 0;
        for (uint32_t i = 0; ok && i < r.size; i++) {
            r.index = r.start + i;
            ok = read_type(&r);
        }
        if (ok && r.size > 0)
            failed = zw_types_take(r.out, r.nout, r.size, m->type_ids + r.start);
        ok = ok && !failed;
        r.start += r.size;
        if (ok)
            m->ntypes = r.start;
    }
    free(r.out);
    if (failed == ZW_ERR_LIMIT)
        return zw_fail(err, ZW_ERR_LIMIT, "no room for the module's types: a process can have %u different ones", ZW_TYPES_MOST);
    const zw_cw_functypes *ft = ZW_ROWS(m, FUNCTYPES, functypes);
    for (uint32_t i = 0; ok && i < m->nfuncs; i++)
        ok = func_type(m, ft[i].type);
    const zw_cw_tags *tag = ZW_ROWS(m, TAGS, tags);
    for (uint32_t i = 0; ok && i < ZW_COUNT(m, TAGS); i++)
        ok = func_type(m, tag[i].type);
    const zw_cw_entries *en = ZW_ROWS(m, ENTRIES, entries);
    for (uint32_t i = 0; ok && i < ZW_COUNT(m, ENTRIES); i++)
        ok = func_type(m, en[i].type);
    const zw_cw_hosts *ho = ZW_ROWS(m, HOSTS, hosts);
    for (uint32_t i = 0; ok && i < ZW_COUNT(m, HOSTS); i++)
        ok = func_type(m, ho[i].type);
    return ok ? ZW_OK : zw_fail(err, ZW_ERR_FORMAT, "damaged container: a type is not valid");
}

static void put(char *out, size_t size, const char *text)
{
    size_t at = strlen(out), n = strlen(text);
    if (at + n + 1 <= size)
        memcpy(out + at, text, n + 1);
}

static const char *type_name(zw_valtype t)
{
    static const char *const numeric[] = {"v128", "f64", "f32", "i64", "i32"};
    if (t >= 0x7b && t <= 0x7f)
        return numeric[t - 0x7b];
    return t == ZW_FUNCREF ? "funcref" : t == ZW_EXTERNREF ? "externref" : "ref";
}

void zw_functype_text(uint32_t id, char *out, size_t size)
{
    const zw_type *t = zw_type_get(id);
    out[0] = '\0';
    put(out, size, "(");
    for (uint32_t i = 0; i < t->nparams + t->nresults && strlen(out) + 1 < size; i++) {
        if (i == t->nparams)
            put(out, size, ") -> (");
        else if (i > 0)
            put(out, size, ", ");
        put(out, size, type_name(t->types[i]));
    }
    put(out, size, t->nresults == 0 ? ") -> ()" : ")");
}
