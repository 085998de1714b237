// The links and addresses that the gallery judges: at least one of each class.

export const INPUTS = [
  "https://www.аmazon.com/ap/signin",
  "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Famaz0n-verify.example%2Faccount%2Freview&data=05",
  "https://sellercentral.amazon.com@account-review.example:8443/performance",
  "Amazon Seller Performance <notice@mail.harbour-events.example>",
  "https://sellercentral.amazon.com.account-review-department-of-seller-performance.verification-center.example/very/long/path/that/goes/on?and=on&and=on",
  "https://sellercentral.amazon.com/performance/notifications",
  "https://sellercentral.amazon.com/apps/authorize/consent?application_id=a&version=beta",
  "https://www.amazon.com/gp/redirect.html?location=https%3A%2F%2Fseller-review.example%2Flogin",
  "https://docs.google.com/forms/d/e/1FAIpQ/viewform",
  "https://url.us.m.mimecastprotect.com/s/A?domain=amazon.com",
  "https://bit.ly/3xyz",
  "http://0x7b.45.67.89/",
  "https://amazonsellerslawyer.example/",
  "javascript:alert(1)",
  "seller-performance@amazon.com",
];
