//! The answers about texts that a user pastes: what is found in them, in any script, and what is not.

use touchstone::charset::decode;
use touchstone::pasted::{self, Hint, Pasted};
use touchstone::vocabulary::{Code, Level};

use Level::{Caution, Danger, Info, Ok};

/// Reads a text that the clipboard has without HTML.
fn read(text: &str) -> Pasted {
    pasted::read(text, "", decode)
}

/// The items of an answer, each with its level.
fn items(answer: &Pasted) -> Vec<(&str, Level)> {
    answer.items.iter().map(|item| (&*item.input, item.verdict.level())).collect()
}

#[track_caller]
fn holds(text: &str, expected: &[(&str, Level)]) {
    assert_eq!(items(&read(text)), expected, "{text}");
}

#[test]
fn a_host_or_address_in_a_sentence_is_found_in_any_script() {
    for (text, input, level) in [
        ("请登录 amazon-login.top 完成验证", "amazon-login.top", Danger),
        ("请登录amazon-login.top完成验证", "amazon-login.top", Danger),
        ("請至「amazon-login.top/verify」完成驗證。", "amazon-login.top/verify", Danger),
        ("网址：amazon-login.top，请尽快处理", "amazon-login.top", Danger),
        ("登录亚马逊客服.中国", "登录亚马逊客服.中国", Danger),
        ("请打开amazon-login。top", "amazon-login.top", Danger),
        ("请打开amazon-login｡top完成验证", "amazon-login.top", Danger),
        ("is sellercentral-amazon.com safe?", "sellercentral-amazon.com", Danger),
        ("Is amazon-login.top/x?id=1 real?", "amazon-login.top/x?id=1", Danger),
        ("amazon-login.topにログインしてください", "amazon-login.top", Danger),
        ("こちら→amazon-login.top←を確認", "amazon-login.top", Danger),
        ("amazon-login.top에서 확인하세요", "amazon-login.top", Danger),
        ("เข้าสู่ระบบamazon-login.topเพื่อยืนยัน", "amazon-login.top", Danger),
        ("Пройдите проверку на amazon-login.top.", "amazon-login.top", Danger),
        ("سجّل الدخول إلى amazon-login.top الآن", "amazon-login.top", Danger),
        ("היכנסו לאתר הזה: בamazon-login.top", "amazon-login.top", Danger),
        ("कृपया amazon-login.top पर सत्यापित करें।", "amazon-login.top", Danger),
        ("Συνδεθείτε στο amazon-login.top για επαλήθευση", "amazon-login.top", Danger),
        ("Bitte auf amazon-login.top (dringend!) anmelden", "amazon-login.top", Danger),
        ("Connectez-vous sur « amazon-login.top ».", "amazon-login.top", Danger),
        ("Hesabınızı amazon-login.top'ta doğrulayın", "amazon-login.top", Danger),
        ("Reply to appeals@amazon-login.top.", "appeals@amazon-login.top", Danger),
        ("请发到appeals@amazon-login.top，谢谢", "appeals@amazon-login.top", Danger),
        ("Kontakt:appeals@amazon-login.top!", "appeals@amazon-login.top", Danger),
        ("I bought it at amazon.com yesterday", "amazon.com", Ok),
        ("卖家中心是sellercentral.amazon.com吗", "sellercentral.amazon.com", Ok),
        ("mail comes from @amazon.com", "amazon.com", Ok),
        ("ask tom@shop.example about it", "tom@shop.example", Info),
    ] {
        holds(text, &[(input, level)]);
    }
}

#[test]
fn marks_around_a_link_are_no_part_of_it() {
    for (text, input, level) in [
        ("[Verify](https://amazon-login.top/x) now", "https://amazon-login.top/x", Danger),
        ("![logo](https://amazon-login.top/a.png)", "https://amazon-login.top/a.png", Danger),
        ("<https://amazon-login.top/x>", "https://amazon-login.top/x", Danger),
        ("**amazon-login.top**", "amazon-login.top", Danger),
        ("_amazon-login.top_", "amazon-login.top", Danger),
        ("`amazon-login.top`, see above", "amazon-login.top", Danger),
        ("> amazon-login.top", "amazon-login.top", Danger),
        ("- amazon-login.top", "amazon-login.top", Danger),
        ("1. amazon-login.top", "amazon-login.top", Danger),
        ("link=amazon-login.top", "amazon-login.top", Danger),
        ("网址:https://amazon-login.top/x", "https://amazon-login.top/x", Danger),
        ("👉amazon-login.top👈", "amazon-login.top", Danger),
        ("open hxxps://amazon-login[.]top/x please", "https://amazon-login.top/x", Danger),
        ("打开 amazon-login[.]top 即可", "amazon-login.top", Danger),
        // The text of a link and its target are one thing, and they contradict.
        ("[https://sellercentral.amazon.com](https://shop.example/x)", "https://shop.example/x", Danger),
        ("amazon.com@shop.example/login", "amazon.com@shop.example/login", Danger),
        ("https://amazon.com，shop.example", "https://amazon.com，shop.example", Caution),
        ("javascript:alert(1)", "javascript:alert(1)", Danger),
        ("shop.example/?u=https://amazon.com, ok?", "shop.example/?u=https://amazon.com", Info),
        ("https://shop.example/?u=https://amazon.com", "https://shop.example/?u=https://amazon.com", Info),
        ("185.23.4.7", "185.23.4.7", Caution),
        ("open 185.23.4.7/login", "185.23.4.7/login", Caution),
    ] {
        holds(text, &[(input, level)]);
    }
}

#[test]
fn ordinary_words_names_and_numbers_are_no_links() {
    for text in [
        "hello",
        "See you on Monday, the boxes are ready.",
        "Please open report.pdf and invoice_2026.xlsx.",
        "Read the README.md, main.rs and setup.sh first",
        "Node.js, Vue.js or version 1.2.3 (build 10.0.19041.1)",
        "Update to 1.2.3.4 today",
        "e.g. this, i.e. that, z.B. dies, m.in. to, p.m. and U.S.A.",
        "It costs $19.99 or 19,99 €, from 9.30 to 17.00 on 30.11.2026",
        "It was done.So we left.In the end all was fine.It works",
        "你好。我们明天发货，谢谢！",
        "价格是12.50元，共3.5公斤",
        "本日は10.30に発送します。よろしくお願いします。",
        "Das kostet 3.50 Euro usw.",
        "Он стоит 3.50 руб. и т.д.",
        "and/or 3/4 a.b",
        "@amazon_help",
        "...",
        "http://",
    ] {
        let answer = read(text);
        assert!(answer.items.is_empty(), "{text}: {:?}", items(&answer));
        assert!(answer.message.is_none() && answer.hints.is_empty(), "{text}: {:?}", answer.hints);
    }
}

#[test]
fn several_things_are_sorted_by_level_and_each_has_its_own_answer() {
    let list = "amazon.de\namazon.fr\ngoogle.com\namazon-login.top\nwalmart.com\nsellercentral.amazon.com\namaz0n.com\nebay.com\n\
                a@amazon.com\ntom@shop.example";
    let sorted = [
        ("amazon-login.top", Danger),
        ("amaz0n.com", Danger),
        ("google.com", Info),
        ("walmart.com", Info),
        ("ebay.com", Info),
        ("tom@shop.example", Info),
        ("amazon.de", Ok),
        ("amazon.fr", Ok),
        ("sellercentral.amazon.com", Ok),
        ("a@amazon.com", Ok),
    ];
    holds(list, &sorted);
    assert!(read(list).message.is_none());
    for extra in ["Please check these, thanks", "请检查以下网址：", "Von Maria, 14:30 Uhr"] {
        for text in
            [format!("{extra}\n{list}"), format!("{list}\n\n{extra}"), list.replacen('\n', &format!("\n{extra}\n"), 3)]
        {
            holds(&text, &sorted);
            assert!(read(&text).message.is_none(), "{text}");
        }
    }
}

#[test]
fn several_things_on_one_line_are_divided() {
    for (text, expected) in [
        (
            "https://a.example/x,https://amaz0n.com;shop.example",
            vec![("https://amaz0n.com", Danger), ("https://a.example/x", Info), ("shop.example", Info)],
        ),
        ("https://a.examplehttps://b.example", vec![("https://a.example", Info), ("https://b.example", Info)]),
        (
            "A, Inc. <a@a.example>, Amazon <b@b.example>",
            vec![("Amazon <b@b.example>", Caution), ("A, Inc. <a@a.example>", Info)],
        ),
        (
            "a@amazon.com还有b@amazon-login.top字c@c.example",
            vec![("b@amazon-login.top", Danger), ("c@c.example", Info), ("a@amazon.com", Ok)],
        ),
        ("发件人：亚马逊卖家支持 <a@a.example>", vec![("亚马逊卖家支持 <a@a.example>", Caution)]),
    ] {
        holds(text, &expected);
    }
}

#[test]
fn a_long_list_is_cut_after_the_worst() {
    let shops = |count: usize| (0..count).map(|at| format!("shop{at}.example")).collect::<Vec<_>>().join("\n");
    let list = format!("{}\namazon-login.top", shops(300));
    let answer = read(&list);
    assert_eq!((answer.items.len(), answer.left_out), (200, 101));
    assert_eq!(answer.items[0].input, "amazon-login.top");
    assert_eq!(read(&shops(3000)).left_out, 2800);
}

#[test]
fn other_things_are_named() {
    for (text, hint, named) in [
        ("+1 888 555 0142", Hint::Phone, "+1 888 555 0142"),
        ("Is 1-888-555-0142 Amazon?", Hint::Phone, "1-888-555-0142"),
        ("(888) 555-0142", Hint::Phone, "(888) 555-0142"),
        ("13800138000", Hint::Phone, "13800138000"),
        ("400-910-5668是亚马逊客服吗", Hint::Phone, "400-910-5668"),
        ("0120-999-373 から電話がありました", Hint::Phone, "0120-999-373"),
        ("Anruf von 030 / 1234567", Hint::Phone, "030 / 1234567"),
        ("加微信 amz8899x", Hint::Chat, "微信 amz8899x"),
        ("Telegram @amz_manager_hr", Hint::Chat, "telegram amz_manager_hr"),
        ("114-0000001-0000002", Hint::Order, "114-0000001-0000002"),
        ("订单 114-0000001-0000002 是真的吗", Hint::Order, "114-0000001-0000002"),
        ("B0CXYZ1234", Hint::Product, "B0CXYZ1234"),
        ("二审包过靠谱吗？", Hint::Offer, "二审包过靠谱吗？"),
    ] {
        let answer = read(text);
        let found: Vec<_> = answer.hints.iter().map(|(hint, text)| (*hint, &**text)).collect();
        assert_eq!(found, [(hint, named)], "{text}");
    }
    for text in [
        "2026-11-30 12:30",
        "30.11.2026",
        "1.234.567,89 EUR",
        "case 12345678901",
        "4111 1111 1111 1111",
        "https://www.amazon.com/dp/B0CXYZ1234",
        "https://shop.example/13800138000",
        "BANANAS123",
    ] {
        assert_eq!(read(text).hints, [], "{text}");
    }
}

#[test]
fn the_text_is_a_message_only_where_that_says_more_than_its_links() {
    let level = |text: &str| read(text).message.map(|message| message.level);
    for (text, expected) in [
        ("is sellercentral-amazon.com safe?", None),
        ("I sell on Amazon, see shop.example", None),
        ("Amazon: your account is locked. Verify at bit.ly/3xAbC", Some(Caution)),
        (
            "【亚马逊】您的卖家账户存在异常，请立即登录https://harbour-events.example/x处理，否则将被停用。",
            Some(Caution),
        ),
        ("代过亚马逊视频验证 包过 加微信 abc12345", Some(Caution)),
        ("See you on Monday.", None),
    ] {
        assert_eq!(level(text), expected, "{text}");
    }
    let offer = read("代过亚马逊视频验证 包过 加微信 abc12345");
    assert!(offer.message.is_some_and(|message| message.findings[0].code == Code::VerificationForSale));
    assert_eq!(offer.hints.iter().map(|(hint, _)| *hint).collect::<Vec<_>>(), [Hint::Chat]);
}

#[test]
fn whole_messages_from_phones_and_forums_are_judged() {
    for (text, level) in [
        ("Amazon: Your account has been suspended. Verify now: bit.ly/3xAbC9", Caution),
        ("【亚马逊】尊敬的卖家，您的账户存在风险，请于24小时内点击 t.cn/A6xYz 完成验证，逾期将关闭店铺。", Caution),
        ("[Amazon]お客様のアカウントは停止されました。こちらで確認：https://is.gd/abcd12", Caution),
        ("Amazon : votre compte vendeur est suspendu. Confirmez vos informations sur https://tinyurl.com/abc", Caution),
        ("Amazon: su cuenta ha sido bloqueada, verifique sus datos en https://cutt.ly/xyz", Caution),
        ("Amazon: il tuo account venditore è stato sospeso. Conferma i dati: https://verifica-dati.example/x", Caution),
        ("Amazon hesabınız askıya alındı. Doğrulayın: https://dogrula.example/x", Caution),
        ("Twoje konto sprzedawcy Amazon zostało zawieszone. Zweryfikuj: https://weryfikacja.example/x", Caution),
        ("Uw Amazon-account is geblokkeerd. Bevestig via https://bevestig.example/x", Caution),
        ("AMAZON: Zahlen Sie 1,99 EUR: http://amazon-konto-login.top/pay", Danger),
        ("Prime expired! Renew at amazon.com-renew.info or you'll lose benefits", Danger),
        ("张三 10:22\n招商经理让我登录 sellercentral-amazon-cn.com 重新提交资料\n李四 10:23\n这个是真的吗", Danger),
        ("Has anyone seen mails from notice@amazon-sellers-support.com? They ask for my passport.", Danger),
        ("Ist amazon-kundendienst.de echt oder soll ich amazon.de/hilfe nutzen?", Danger),
        ("hxxps://sellercentral[.]amazon-verify[.]top/login — phishing, bitte melden", Danger),
        ("Dear Seller,\nplease sign in at www.sellercentral-amazon.net\nAmazon Seller Performance", Danger),
        ("This is Amazon. A purchase for $1,299.00 was made. If it was not you, call +1 (888) 555-0142.", Caution),
        ("您好，这里是亚马逊客服中心，您的订单异常，请加QQ群 123456789 处理退款", Caution),
        // Ordinary ones.
        (
            "收到 seller-evaluation@amazon.com 的邮件，链接是 https://sellercentral.amazon.com/performance ，是真的吗？",
            Ok,
        ),
        ("先日の件、https://docs.google.com/spreadsheets/d/abc をご確認ください。田中", Info),
        ("Hi, here's the tracking: https://www.dhl.com/track?id=1 for order 114-0000001-0000002, thanks!", Info),
        ("亲，宝贝已发货，快递单号 SF1234567890123，可在 www.sf-express.com 查询", Info),
        ("Bonjour, la facture est sur https://compta.example/f/12. Cordialement, Luc", Info),
        ("Ciao! Riunione su https://meet.google.com/abc-defg-hij alle 15.30", Info),
    ] {
        let answer = read(text);
        let levels = answer.items.iter().map(|item| item.verdict.level());
        assert_eq!(levels.chain(answer.message.map(|message| message.level)).max(), Some(level), "{text}");
    }
    for text in [
        "Your Amazon verification code is 123456. Don't share it with anyone.",
        "【Amazon】验证码 482913，请勿告知他人。",
        "明天下午三点开会，讨论旺季备货",
        "Did you ship the 40 boxes yesterday? Carrier comes at 9.30.",
    ] {
        let answer = read(text);
        assert!(answer.items.is_empty() && answer.message.is_none() && answer.hints.is_empty(), "{text}");
    }
}

#[test]
fn the_links_behind_copied_words_count() {
    let copied = |text: &str, href: &str| pasted::read(text, &format!("<a href=\"{href}\">{text}</a>"), decode);
    let shown = "https://sellercentral.amazon.com/performance";
    assert_eq!(items(&copied(shown, "https://shop.example/v")), [("https://shop.example/v", Danger)]);
    assert_eq!(items(&copied(shown, shown)), [(shown, Ok)]);
    assert_eq!(items(&copied("Verify now", "https://shop.example/v")), [("https://shop.example/v", Info)]);
    // The source of such a text, pasted as a text.
    let source = format!("<p>See <a href='https://shop.example/v'>{shown}</a></p>");
    assert_eq!(items(&read(&source)), [("https://shop.example/v", Danger)]);
}

#[test]
fn long_texts_without_spaces_are_read_in_linear_time() {
    let time = |text: &str| {
        let start = std::time::Instant::now();
        read(text);
        start.elapsed().as_millis()
    };
    for piece in ["a。", "ab.com字", "a@b.", "https://", "[.]", "ab字.", "a(", "字"] {
        let millis = time(&piece.repeat(100_000 / piece.len()));
        assert!(millis < 2_000, "{piece}: {millis} ms");
    }
}
