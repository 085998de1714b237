//! Finds the messenger that a link or an app's own address opens, from `data/messengers.tsv`. The address does not show
//! the person at the other end, so the messenger is reported on its own.

use serde::Serialize;
use url::Url;

/// A messenger, under its common name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Messenger {
    /// 微信, including official accounts and personal payments.
    Wechat,
    /// 企业微信.
    Wecom,
    /// QQ, including groups.
    Qq,
    /// 钉钉.
    Dingtalk,
    /// 飞书 and Lark.
    Feishu,
    /// WhatsApp.
    Whatsapp,
    /// Telegram.
    Telegram,
    /// LINE.
    Line,
    /// KakaoTalk.
    Kakaotalk,
    /// Zalo.
    Zalo,
    /// Viber.
    Viber,
    /// Signal.
    Signal,
    /// Facebook Messenger.
    Messenger,
    /// Skype.
    Skype,
    /// Discord.
    Discord,
}

mod generated {
    use super::Messenger;
    include!(concat!(env!("OUT_DIR"), "/messengers.rs"));
}
use generated::MESSENGERS;

/// The messenger that a text opens, parsed as browsers and phones parse it. Returns `None` if it opens none.
pub fn messenger_of(text: &str) -> Option<Messenger> {
    let url = parsed(text.trim())?;
    let by_scheme = named(&format!("{}:", url.scheme()));
    by_scheme.or_else(|| {
        let host = url.host_str()?.trim_end_matches('.');
        // A row covers its subdomains, too; the row of the longest host counts.
        std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, rest)| rest)).find_map(named)
    })
}

/// A code may omit the scheme, and the URL parser may take a host with a port for a scheme.
fn parsed(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|url| !url.scheme().contains('.'));
    url.or_else(|| Url::parse(&format!("https://{text}")).ok())
}

fn named(key: &str) -> Option<Messenger> {
    let at = MESSENGERS.binary_search_by(|(row, _)| (*row).cmp(key)).ok()?;
    Some(MESSENGERS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_messenger_is_known_by_its_host_or_its_apps_scheme() {
        for (text, messenger) in [
            ("https://u.wechat.com/EXAMPLE", Messenger::Wechat),
            ("HTTPS://WEIXIN.QQ.COM/R/EXAMPLE", Messenger::Wechat),
            ("http://weixin.qq.com./g/example", Messenger::Wechat),
            ("weixin://dl/business/?t=example", Messenger::Wechat),
            ("wxp://f2f0example", Messenger::Wechat),
            ("https://work.weixin.qq.com/ca/example", Messenger::Wecom),
            ("https://open.work.weixin.qq.com/x", Messenger::Wecom),
            ("https://wa.me/15550100", Messenger::Whatsapp),
            ("https://chat.whatsapp.com/EXAMPLE", Messenger::Whatsapp),
            ("tg:resolve?domain=example", Messenger::Telegram),
            ("https://somebody.t.me/", Messenger::Telegram),
            ("https://line.me/ti/p/example", Messenger::Line),
            ("u.wechat.com/EXAMPLE", Messenger::Wechat),
            ("u.wechat.com:443/EXAMPLE", Messenger::Wechat),
            (" https://qm.qq.com/q/example\n", Messenger::Qq),
        ] {
            assert_eq!(messenger_of(text), Some(messenger), "{text}");
        }
    }

    #[test]
    fn a_link_that_only_names_a_messenger_opens_none() {
        for text in [
            "https://weixin.qq.com@shop.example/",
            "https://weixin.qq.com.shop.example/",
            "https://shop.example/?to=https://u.wechat.com/x",
            "https://notwechat.com/",
            "https://mail.qq.com/",
            "https://sellercentral.amazon.com/",
            "WIFI:S:example;;",
            "wxid_example",
            "",
        ] {
            assert_eq!(messenger_of(text), None, "{text}");
        }
    }
}
