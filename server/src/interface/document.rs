//! The document that tells other systems how to ask (`OpenAPI` 3.1), made from the table of the lists.

use super::{
    answers::document,
    problem::PROBLEM_TYPE,
    resources::{self, Field, LIMIT, MOST, Of, Paged, Resource},
};
use crate::{actor::Anyone, app::App};
use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::{Map, Value, json};

/// The document, for anybody: it says nothing of any house.
pub(super) async fn show(_: Anyone, State(app): State<App>, headers: HeaderMap) -> Response {
    document(&headers, &whole(&app.config.public_url))
}

fn whole(server: &str) -> Value {
    let paths: Map<String, Value> = resources::ALL
        .into_iter()
        .map(|resource| (resource.path.to_owned(), json!({ "get": operation(resource) })))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Hiromeru 外部連携",
            "version": "1",
            "description": "自治体・団体のほかのシステムが、読むためのものです。書き込みはできません。",
        },
        "servers": [{ "url": server }],
        "security": [{ "key": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "key": {
                "type": "http",
                "scheme": "bearer",
                "description": "管理者が「設定」の「外部連携」で作る鍵",
            } },
            "schemas": { "Problem": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": { "type": "string" },
                    "title": { "type": "string" },
                    "status": { "type": "integer" },
                    "detail": { "type": "string", "description": "どうすればよいか" },
                },
            } },
        },
    })
}

fn operation(resource: &Resource) -> Value {
    let word = resource.path.rsplit('/').next().unwrap_or_default();
    let needed = resource.permission.map_or("どの鍵でも読めます。", |_| "この一覧を読める鍵が要ります。");
    let properties: Map<String, Value> =
        resource.fields.iter().map(|field| (field.name.to_owned(), value(field))).collect();
    let names: Vec<&str> = resource.fields.iter().map(|field| field.name).collect();
    let mut responses = json!({
        "200": { "description": "一覧", "content": { "application/json": { "schema": {
            "type": "object",
            "required": ["items", "next"],
            "properties": {
                "items": { "type": "array", "items": {
                    "type": "object",
                    "required": names,
                    "properties": properties,
                    "additionalProperties": false,
                } },
                "next": {
                    "type": ["string", "null"],
                    "description": "続きを読むときに、afterに入れる値。nullなら、ここまでです",
                },
            },
        } } } },
        "304": { "description": "前に読んだものと同じ（If-None-Matchを送ったとき）" },
    });
    for (status, words) in [
        ("400", "値が読めない"),
        ("401", "鍵がない、または使えない"),
        ("403", "この鍵では読めない"),
        ("404", "ない、または鍵の自治体・団体と違う"),
        ("429", "続けて送りすぎた（Retry-Afterの秒数だけ待つ）"),
    ] {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        responses[status] =
            json!({ "description": words, "content": { PROBLEM_TYPE: { "schema": schema } } });
    }
    json!({
        "operationId": word,
        "summary": resource.summary,
        "description": needed,
        "parameters": parameters(resource),
        "responses": responses,
    })
}

fn parameters(resource: &Resource) -> Vec<Value> {
    let query = |name: &str, schema: Value, words: &str| {
        let mut one = json!({ "name": name, "in": "query", "required": false, "description": words });
        one["schema"] = schema;
        one
    };
    let mut all = vec![json!({
        "name": "tenant",
        "in": "path",
        "required": true,
        "schema": { "type": "string" },
        "description": "自治体・団体の文字列（/t/ の次の語）",
    })];
    let after = match resource.paged {
        Paged::Whole => return all,
        Paged::ById => json!({ "type": "string", "format": "uuid" }),
        Paged::BySeq => json!({ "type": "integer", "minimum": 0 }),
    };
    all.push(query("after", after, "前の答えのnext"));
    let limit = json!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT });
    all.push(query("limit", limit, "一度に読む件数"));
    if resource.since {
        let words = "この時刻（RFC 3339）か、この日（2026-04-01）の始めから後に変わったものだけ";
        all.push(query("updated_since", json!({ "type": "string" }), words));
    }
    all
}

fn value(field: &Field) -> Value {
    let (kind, format) = match field.of {
        Of::Text => ("string", None),
        Of::Texts => ("array", None),
        Of::Whole | Of::Yen => ("integer", None),
        Of::Flag => ("boolean", None),
        Of::Day => ("string", Some("date")),
        Of::Moment => ("string", Some("date-time")),
        Of::Id => ("string", Some("uuid")),
    };
    let mut value = json!({ "type": kind, "description": field.meaning });
    if field.nullable {
        value["type"] = json!([kind, "null"]);
    }
    if let Some(format) = format {
        value["format"] = json!(format);
    }
    if field.of == Of::Texts {
        value["items"] = json!({ "type": "string" });
    }
    value
}
