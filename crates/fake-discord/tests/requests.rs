//! A bot without serenity, for single requests.

use reqwest::{Client, Method};
use serde_json::Value;

use fake_discord::Fake;

/// A bot that only sends requests.
pub struct Requests<'a> {
    pub discord: &'a Fake,
    pub client: Client,
}

impl<'a> Requests<'a> {
    pub fn to(discord: &'a Fake) -> Self {
        Self {
            discord,
            client: discord.client(),
        }
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Value,
    ) -> reqwest::Result<(u16, Value)> {
        let url = format!("{}/api/v10{path}", self.discord.base());
        let request = self.client.request(method, url);
        let request = request.header("Authorization", format!("Bot {}", self.discord.token()));
        let answer = request.json(&body).send().await?;
        let status = answer.status().as_u16();
        let text = answer.text().await?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Posts a message to the first channel; returns the status and Discord's error code.
    pub async fn post(&self, body: Value) -> (u16, u64) {
        let path = format!("/channels/{}/messages", self.discord.channel());
        let (status, answer) = self.send(Method::POST, &path, body).await.unwrap();
        (status, answer["code"].as_u64().unwrap_or(0))
    }
}
